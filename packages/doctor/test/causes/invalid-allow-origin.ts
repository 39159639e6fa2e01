import type { Case, CauseServers } from '../cause-servers.js';
import { allow, changed, ORIGIN } from '../scripted-server.js';

export const servers: CauseServers = {
  shown: [
    ...['true', '*.example.com', 'https://*.example.com', 'undefined', '[object Object]', '', `"${ORIGIN}`].map(
      (value): Case => [value, changed('both', allow(value))],
    ),
    ['for a page without origin', changed('both', allow('http://[bad')), { origin: 'null' }],
  ],
  nearly: [['a list', changed('both', allow('*, https://b.example'))]],
};
