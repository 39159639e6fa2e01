import type { PageRequest } from '@corsmith/protocol';
import { describe, expect, test } from 'vitest';
import { type DiagnoseOptions, diagnose, type NoteId } from '../src/index.js';
import { notes } from '../src/notes.js';
import { body, changed, ORIGIN, put, type Script, serve, set, silent, status, without } from './scripted-server.js';

interface Case {
  readonly what: string;
  readonly script: Script;
  readonly page?: Partial<PageRequest>;
  readonly path?: string;
  /** The host of the URL; the server is still that of the test. */
  readonly host?: string;
  readonly options?: DiagnoseOptions;
}

/** For each note, where it is said, and where nearly. */
const cases: Readonly<Record<NoteId, { readonly said: readonly Case[]; readonly unsaid: readonly Case[] }>> = {
  'another-setter': {
    said: [
      {
        what: 'nginx in front of an app that shows itself, and some CORS headers',
        script: changed('both', set('Server', 'nginx'), set('X-Powered-By', 'Express')),
        page: { ...put, method: 'DELETE' },
      },
    ],
    unsaid: [
      {
        what: 'no CORS headers at all, so nobody sets them',
        script: changed('both', silent, set('Server', 'nginx'), set('X-Powered-By', 'Express')),
      },
      {
        what: 'the proxy responds to preflights, so the fix is its own',
        script: changed('both', set('Server', 'nginx'), without('Access-Control-Allow-Methods')),
        page: { ...put, method: 'DELETE' },
      },
    ],
  },
  'nginx-inheritance': {
    said: [{ what: 'the fix is nginx’s', script: changed('both', silent, set('Server', 'nginx/1.22.1')) }],
    unsaid: [{ what: 'the fix is Caddy’s', script: changed('both', silent, set('Server', 'Caddy')) }],
  },
  'nextjs-redirect': {
    said: [
      {
        what: 'the slash is removed',
        script: changed('preflight', status(308), set('Location', '/users'), set('Refresh', '0;url=/users')),
        page: put,
        path: '/users/',
      },
      {
        what: 'it names itself elsewhere',
        script: changed('both', silent, status(308), set('Location', '/users/'), set('X-Powered-By', 'Next.js')),
      },
    ],
    unsaid: [
      {
        what: 'another server’s redirect',
        script: changed('preflight', status(308), set('Location', '/users')),
        page: put,
        path: '/users/',
      },
      {
        what: 'to another path',
        script: changed('preflight', status(308), set('Location', '/v2/users'), set('Refresh', '0;url=/v2/users')),
        page: put,
      },
    ],
  },
  'azure-platform-cors': {
    said: [
      {
        what: 'an app on App Service',
        script: changed('both', silent, set('X-Powered-By', 'Express'), set('Set-Cookie', 'ARRAffinity=1')),
      },
    ],
    unsaid: [{ what: 'the same app elsewhere', script: changed('both', silent, set('X-Powered-By', 'Express')) }],
  },
  'vercel-protection': {
    said: [
      {
        what: 'a branch’s deployment',
        script: changed('preflight', silent, set('Server', 'Vercel')),
        page: { ...put, origin: 'http://app.example.com' },
        host: 'api-git-main-team.vercel.app',
      },
    ],
    unsaid: [
      {
        what: 'the production domain',
        script: changed('preflight', silent, set('Server', 'Vercel')),
        page: { ...put, origin: 'http://app.example.com' },
        host: 'api.vercel.app',
      },
      {
        what: 'no preflight',
        script: changed('both', silent, set('Server', 'Vercel')),
        page: { origin: 'http://app.example.com' },
        host: 'api-git-main-team.vercel.app',
      },
    ],
  },
  'cloudflare-access': {
    said: [
      {
        what: 'a service token is sent',
        script: changed('preflight', silent),
        page: { headers: [['CF-Access-Client-Id', 'i']] },
        options: { stack: 'express' },
      },
    ],
    unsaid: [{ what: 'another token', script: changed('preflight', silent), page: put, options: { stack: 'express' } }],
  },
  'supabase-verify-jwt': {
    said: [
      {
        what: 'a function without a token',
        script: changed('both', silent, set('sb-request-id', '1')),
        path: '/functions/v1/hello',
      },
    ],
    unsaid: [
      {
        what: 'with one',
        script: changed('both', silent, set('sb-request-id', '1')),
        path: '/functions/v1/hello',
        page: { headers: [['Authorization', 'Bearer t']] },
      },
      { what: 'another API', script: changed('both', silent, set('sb-request-id', '1')), path: '/rest/v1/users' },
    ],
  },
  'https-redirection': {
    said: [
      {
        what: 'Kestrel redirects the preflight to https',
        script: changed(
          'preflight',
          status(307),
          set('Location', 'https://127.0.0.1:1/users'),
          set('Server', 'Kestrel'),
        ),
        page: put,
      },
    ],
    unsaid: [
      {
        what: 'another server does',
        script: changed('preflight', status(307), set('Location', 'https://127.0.0.1:1/users')),
        page: put,
      },
      {
        what: 'Kestrel redirects elsewhere',
        script: changed('preflight', status(307), set('Location', '/users/'), set('Server', 'Kestrel')),
        page: put,
      },
    ],
  },
  'debug-output': {
    said: [
      {
        what: 'dd()',
        script: changed('both', silent, status(500), body('<script> Sfdump = window.Sfdump || (function (doc) {')),
      },
      {
        what: 'a warning of PHP',
        script: changed('both', silent, body('<br />\n<b>Warning</b>:  Undefined variable $a in /app/index.php')),
      },
    ],
    unsaid: [{ what: 'another page', script: changed('both', silent, status(500), body('<b>Warning</b> to all')) }],
  },
  'html-page': {
    said: [
      {
        what: 'index.html in place of data',
        script: changed('both', silent, set('Content-Type', 'text/html'), body('<body><div id="root"></div></body>')),
      },
    ],
    unsaid: [
      {
        what: 'a page of the server itself',
        script: changed('both', silent, set('Content-Type', 'text/html'), body('<body><h1>Users</h1></body>')),
      },
      { what: 'data', script: changed('both', silent, set('Content-Type', 'application/json'), body('{}')) },
    ],
  },
  'iis-webdav': {
    said: [{ what: 'PUT on IIS', script: changed('both', silent, set('Server', 'Microsoft-IIS/10.0')), page: put }],
    unsaid: [
      { what: 'GET on IIS', script: changed('both', silent, set('Server', 'Microsoft-IIS/10.0')) },
      { what: 'PUT on Kestrel', script: changed('both', silent, set('Server', 'Kestrel')), page: put },
    ],
  },
  'spring-security': {
    said: [{ what: 'its headers on a denied preflight', script: secured(401), page: put }],
    unsaid: [
      { what: 'a denied preflight without them', script: changed('preflight', silent, status(401)), page: put },
      { what: 'its headers on a redirect', script: secured(302), page: put },
    ],
  },
};

function secured(code: number): Script {
  return changed(
    'preflight',
    silent,
    status(code),
    set('X-XSS-Protection', '0'),
    set('X-Frame-Options', 'DENY'),
    set('Cache-Control', 'no-cache, no-store, max-age=0, must-revalidate'),
    set('Location', '/login'),
  );
}

async function notesOf({ script, page, path = '/users', host, options }: Case): Promise<readonly NoteId[]> {
  const server = await serve(script);
  const diagnosis = await diagnose(
    { origin: ORIGIN, url: `${host === undefined ? server.url : `http://${host}`}${path}`, ...page },
    { ...options, ...(host !== undefined && { at: { host: server.host, port: server.port } }) },
  );
  expect(diagnosis.causes).not.toEqual([]);
  return (diagnosis.notes ?? []).map(({ id }) => id);
}

describe.each(notes)('the note $id', ({ id }) => {
  test.each(cases[id].said)('is said: $what', async (one) => {
    expect(await notesOf(one)).toContain(id);
  });

  test.each(cases[id].unsaid)('is not said: $what', async (one) => {
    expect(await notesOf(one)).not.toContain(id);
  });
});

test('a request that passes has no notes, and neither has one to a server of others', async () => {
  const server = await serve(changed('both', set('Server', 'nginx')));
  expect((await diagnose({ origin: ORIGIN, url: `${server.url}/users` })).notes).toBeUndefined();
  const silenced = await serve(changed('both', silent, set('Server', 'nginx')));
  const other = await diagnose({ origin: ORIGIN, url: `${silenced.url}/users` }, { thirdParty: true });
  expect(other.notes).toBeUndefined();
});
