import { render, type StackId } from '@corsmith/stacks';
import { at, type BrokenSetup, type Setup, wrong } from './stack-module.js';

/** A proxy's CORS set-up: headers on every response, and what happens to OPTIONS. */
export interface ProxyMistake {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly options: 'responds with 204' | 'passes it to the app';
}

const origin = (value: string) => ['Access-Control-Allow-Origin', value] as const;
const methods = (value: string) => ['Access-Control-Allow-Methods', value] as const;
const json = ['Access-Control-Allow-Headers', 'Content-Type'] as const;
const right = [origin('{ORIGIN}'), methods('GET, POST, PUT'), json];
const passes = 'passes it to the app';
const responds = 'responds with 204';

const MISTAKES: readonly (ProxyMistake & Omit<BrokenSetup, 'setup'>)[] = [
  { cause: 'no-allow-origin', mistake: 'nothing is set', headers: [], options: passes },
  {
    cause: 'origin-mismatch',
    mistake: 'a trailing slash on the origin',
    headers: [origin('{ORIGIN}/')],
    options: passes,
  },
  {
    cause: 'invalid-allow-origin',
    mistake: 'a pattern as the header’s value',
    headers: [origin('http://*.example.com')],
    options: passes,
  },
  {
    cause: 'multiple-origins-in-header',
    mistake: 'two origins in one value',
    headers: [origin('{ORIGIN}, https://admin.example.com')],
    options: passes,
  },
  {
    cause: 'wildcard-with-credentials',
    mistake: '* for a page that sends cookies',
    headers: [origin('*'), ['Access-Control-Allow-Credentials', 'true']],
    options: passes,
  },
  {
    cause: 'credentials-not-allowed',
    mistake: 'True with a capital',
    headers: [origin('{ORIGIN}'), ['Access-Control-Allow-Credentials', 'True']],
    options: passes,
  },
  {
    cause: 'preflight-not-handled',
    mistake: 'headers on every response; OPTIONS goes to the app, which has no such route',
    headers: [origin('{ORIGIN}')],
    options: passes,
  },
  {
    cause: 'header-not-exposed',
    mistake: 'the origin alone, for a page that reads a custom response header',
    headers: [origin('{ORIGIN}')],
    options: passes,
  },
  {
    cause: 'preflight-needs-auth',
    mistake: 'every header is right, but the app requires a token for OPTIONS',
    headers: [...right, ['Access-Control-Allow-Headers', 'Authorization']],
    options: passes,
  },
  {
    cause: 'preflight-redirected',
    mistake: 'every header is right, but the app redirects OPTIONS too',
    headers: right,
    options: passes,
  },
  {
    cause: 'method-not-allowed',
    mistake: 'methods without PUT',
    headers: [origin('{ORIGIN}'), methods('GET, POST, OPTIONS'), json],
    options: responds,
  },
  {
    cause: 'header-not-allowed',
    mistake: 'a custom request header was forgotten',
    headers: [origin('{ORIGIN}'), methods('GET, POST, PUT'), json],
    options: responds,
  },
  {
    cause: 'malformed-allow-list',
    mistake: 'semicolons between the methods',
    headers: [origin('{ORIGIN}'), methods('GET; POST; PUT'), json],
    options: responds,
  },
];

/** The mistakes that can be made with every proxy, in the language of one. */
export const proxyMistakes = (id: StackId, write: (mistake: ProxyMistake) => Setup): readonly BrokenSetup[] => [
  ...MISTAKES.map(({ headers, options, ...broken }) => ({ ...broken, setup: write({ headers, options }) })),
  wrong(
    'origin-not-allowed',
    'a list that leaves the page out',
    ...render({ origins: ['https://www.example.com'] }, id).files,
  ),
];

/** A proxy that breaks the correct response of the app behind it. */
export const brokenByProxy = (cause: string, mistake: string, ...setup: Setup): BrokenSetup => ({
  ...wrong(cause, mistake, ...setup),
  behind: [RIGHT_APP],
});

/** A proxy that caches responses, as the app allows; the cached one belongs to somebody else. */
export const wronglyCached = (mistake: string, cache: Setup, ...setup: Setup): BrokenSetup => ({
  ...wrong('cached-without-vary', mistake, ...setup),
  behind: [RIGHT_APP, inHandler("response.set('Cache-Control', 'public, max-age=60');"), ...cache],
  visited: true,
});

export const inHandler = at('app/app.js', 'in the handler of /users');

const RIGHT_APP = at(
  'app/app.js',
  'before every other app.use() and route',
)("import cors from 'cors';\n\napp.use(cors({ origin: ['{ORIGIN}', 'https://www.example.com'] }));");
