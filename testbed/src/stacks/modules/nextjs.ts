import path from 'node:path';
import { complete, serve } from '../serve.js';
import { at, type StackModule, wrong } from '../stack-module.js';
import { npmVersions, packageFolder } from '../versions.js';

const next = path.join(packageFolder('next'), 'dist', 'bin', 'next');
const env = { NEXT_TELEMETRY_DISABLED: '1' };

const inConfig = at('next.config.js', 'in next.config');
const inHandler = at('app/api/users/route.js', 'in the handler of /users');

const headers = (...lines: readonly (readonly [name: string, value: string])[]) =>
  inConfig(`async headers() {
  return [
    {
      source: '/api/:path*',
      headers: [
${lines.map(([key, value]) => `        { key: '${key}', value: '${value}' },\n`).join('')}      ],
    },
  ];
},`);
const allow = (value: string) => ['Access-Control-Allow-Origin', value] as const;
const methods = (value: string) => ['Access-Control-Allow-Methods', value] as const;
const contentType = ['Access-Control-Allow-Headers', 'Content-Type'] as const;

export const nextjs: StackModule = {
  id: 'nextjs',
  role: 'application',
  before: ['fastapi'],
  needs: [],
  marks: 'always',
  covered: { missing: true, thrown: true },
  version: () => npmVersions('next'),
  async start(folder) {
    await complete(process.execPath, [next, 'build'], { folder, env });
    const { url, stop } = await serve(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', '0'], { folder, env });
    return { url: `${url}/api`, stop };
  },
  broken: [
    wrong('no-allow-origin', 'nothing about CORS'),
    wrong('origin-mismatch', 'a slash at the end of the origin', headers(allow('{ORIGIN}/'))),
    wrong('multiple-origins-in-header', 'two origins', headers(allow('{ORIGIN}, https://admin.example.com'))),
    wrong('wildcard-with-credentials', 'everyone, for a page with cookies', headers(allow('*'))),
    wrong('credentials-not-allowed', 'no Access-Control-Allow-Credentials', headers(allow('{ORIGIN}'))),
    wrong(
      'preflight-not-handled',
      'the header set in the handler alone',
      inHandler("response.headers.set('Access-Control-Allow-Origin', '{ORIGIN}');"),
    ),
    wrong('preflight-needs-auth', 'a handler that requires the token for OPTIONS too', headers(allow('{ORIGIN}'))),
    wrong('preflight-redirected', 'a redirect of every method', headers(allow('{ORIGIN}'))),
    wrong('method-not-allowed', 'methods without PUT', headers(allow('{ORIGIN}'), methods('GET,POST'), contentType)),
    wrong('header-not-allowed', 'headers without the page’s', headers(allow('{ORIGIN}'), contentType)),
    wrong(
      'response-without-headers-on-error',
      'the header set in the handler alone',
      inHandler("response.headers.set('Access-Control-Allow-Origin', '{ORIGIN}');"),
    ),
    wrong('header-not-exposed', 'no Access-Control-Expose-Headers', headers(allow('{ORIGIN}'))),
  ],
};
