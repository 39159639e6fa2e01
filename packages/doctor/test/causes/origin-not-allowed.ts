import type { CauseServers } from '../cause-servers.js';
import { body, changed, keyed, put, silent, status, without } from '../scripted-server.js';
import { only } from '../wrong-servers.js';

export const servers: CauseServers = {
  shown: [
    ['http is', only('http://app.example.com')],
    ['www is', only('https://www.example.com'), { origin: 'https://example.com' }],
    ['localhost is', only('http://localhost:5173'), { origin: 'http://127.0.0.1:5173' }],
    ['for the preflight', only('http://app.example.com'), put],
    ['by Vary', changed('both', without('Access-Control-Allow-Origin'))],
    ['Spring', changed('both', silent, status(403), body('Invalid CORS request')), put],
    ['Starlette', changed('both', silent, status(400), body('Disallowed CORS origin')), keyed],
  ],
  nearly: [
    ['nobody is allowed', changed('both', silent)],
    ['the preflight allows it', changed('actual', without('Access-Control-Allow-Origin')), keyed],
  ],
};
