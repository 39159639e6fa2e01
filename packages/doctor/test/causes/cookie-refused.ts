import type { CauseServers } from '../cause-servers.js';
import { allow, changed, right, type Script, set } from '../scripted-server.js';
import { cookies } from '../wrong-servers.js';

const sets = (...lines: string[]): Script => changed('actual', set('Set-Cookie', ...lines));

/** A page on this machine, of the server's own host or of another one. */
const on = (origin: string, ...lines: string[]): Script =>
  changed('both', allow(origin), set('Access-Control-Allow-Credentials', 'true'), set('Set-Cookie', ...lines));
const NEIGHBOUR = 'http://127.0.0.1:5173';
const OTHER_SITE = 'https://www.example.org';
const OTHER_NAME = 'http://localhost:5173';

export const servers: CauseServers = {
  shown: [
    [
      'SameSite=Lax for a page on another site',
      on(OTHER_SITE, 'session=abc; Path=/; HttpOnly; SameSite=Lax'),
      { ...cookies, origin: OTHER_SITE },
      { cookies: [] },
    ],
    ['no SameSite', sets('theme=dark', 'session=abc; HttpOnly'), cookies, { cookies: [] }],
    ['SameSite=None without Secure', sets('session=abc; SameSite=None'), cookies, { cookies: [] }],
    ['Secure over http, in Safari', on(NEIGHBOUR, 'a=1; Secure'), { ...cookies, origin: NEIGHBOUR }, { cookies: [] }],
    ['another Domain', on(NEIGHBOUR, 'a=1; Domain=example.com'), { ...cookies, origin: NEIGHBOUR }, { cookies: [] }],
    ['a prefix', on(NEIGHBOUR, '__Host-a=1; Path=/'), { ...cookies, origin: NEIGHBOUR }, { cookies: [] }],
    ['localhost beside 127.0.0.1', on(OTHER_NAME, 'a=1'), { ...cookies, origin: OTHER_NAME }, { cookies: [] }],
    ['one that was passed', right, cookies, { cookies: ['session=abc; SameSite=Strict'] }],
    ['one that was passed, in Safari', right, cookies, { cookies: ['session=abc; SameSite=None; Secure'] }],
    [
      'one that was passed, for another path',
      on(NEIGHBOUR),
      { ...cookies, origin: NEIGHBOUR },
      { cookies: ['a=1; Path=/admin'] },
    ],
  ],
  nearly: [
    ['it is not judged', sets('session=abc; SameSite=Lax'), cookies],
    ['the page has no credentials', sets('session=abc; SameSite=Lax'), {}, { cookies: [] }],
    [
      'the page is on the same host',
      on(NEIGHBOUR, 'a=1; SameSite=Strict'),
      { ...cookies, origin: NEIGHBOUR },
      { cookies: ['b=1'] },
    ],
    ['it is deleted', sets('session=; Max-Age=0; Path=/'), cookies, { cookies: [] }],
    [
      'it is for other paths',
      on(NEIGHBOUR, 'refresh=1; Path=/refresh'),
      { ...cookies, origin: NEIGHBOUR },
      { cookies: [] },
    ],
    ['it is a load balancer’s', sets('AWSALB=abc; Path=/', '__cf_bm=abc; HttpOnly; Secure'), cookies, { cookies: [] }],
  ],
};
