import { render, type StackId } from '@corsmith/stacks';
import { at, type BrokenSetup, type Setup, wrong } from './stack-module.js';

/** What people tell a proxy: these headers on every answer, and what becomes of OPTIONS. */
export interface ProxyMistake {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly options: 'answered with 204' | 'passed on to the app';
}

const origin = (value: string) => ['Access-Control-Allow-Origin', value] as const;
const methods = (value: string) => ['Access-Control-Allow-Methods', value] as const;
const json = ['Access-Control-Allow-Headers', 'Content-Type'] as const;
const right = [origin('{ORIGIN}'), methods('GET, POST, PUT'), json];
const passedOn = 'passed on to the app';
const answered = 'answered with 204';

const MISTAKES: readonly (ProxyMistake & Omit<BrokenSetup, 'setup'>)[] = [
  { cause: 'no-allow-origin', mistake: 'nothing is set', headers: [], options: passedOn },
  {
    cause: 'origin-mismatch',
    mistake: 'a slash at the end of the origin',
    headers: [origin('{ORIGIN}/')],
    options: passedOn,
  },
  {
    cause: 'invalid-allow-origin',
    mistake: 'a pattern as the header’s value',
    headers: [origin('http://*.example.com')],
    options: passedOn,
  },
  {
    cause: 'multiple-origins-in-header',
    mistake: 'two origins in one value',
    headers: [origin('{ORIGIN}, https://admin.example.com')],
    options: passedOn,
  },
  {
    cause: 'wildcard-with-credentials',
    mistake: '* for a page that sends cookies',
    headers: [origin('*'), ['Access-Control-Allow-Credentials', 'true']],
    options: passedOn,
  },
  {
    cause: 'credentials-not-allowed',
    mistake: 'True with a capital',
    headers: [origin('{ORIGIN}'), ['Access-Control-Allow-Credentials', 'True']],
    options: passedOn,
  },
  {
    cause: 'preflight-not-handled',
    mistake: 'headers on every answer, and OPTIONS is left to the app, which has no such route',
    headers: [origin('{ORIGIN}')],
    options: passedOn,
  },
  {
    cause: 'header-not-exposed',
    mistake: 'the origin alone, for a page that reads a header of the app’s own',
    headers: [origin('{ORIGIN}')],
    options: passedOn,
  },
  {
    cause: 'preflight-needs-auth',
    mistake: 'every header is right, and the app asks OPTIONS for a token',
    headers: [...right, ['Access-Control-Allow-Headers', 'Authorization']],
    options: passedOn,
  },
  {
    cause: 'preflight-redirected',
    mistake: 'every header is right, and the app redirects OPTIONS too',
    headers: right,
    options: passedOn,
  },
  {
    cause: 'method-not-allowed',
    mistake: 'methods without PUT',
    headers: [origin('{ORIGIN}'), methods('GET, POST, OPTIONS'), json],
    options: answered,
  },
  {
    cause: 'header-not-allowed',
    mistake: 'a header of the app’s own was forgotten',
    headers: [origin('{ORIGIN}'), methods('GET, POST, PUT'), json],
    options: answered,
  },
  {
    cause: 'malformed-allow-list',
    mistake: 'semicolons between the methods',
    headers: [origin('{ORIGIN}'), methods('GET; POST; PUT'), json],
    options: answered,
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

/** A proxy that spoils what a right app behind it says. */
export const spoiling = (cause: string, mistake: string, ...setup: Setup): BrokenSetup => ({
  ...wrong(cause, mistake, ...setup),
  behind: [RIGHT_APP],
});

/** The same of a proxy that keeps answers, as the app lets it; what it keeps is somebody else's. */
export const keeping = (mistake: string, cache: Setup, ...setup: Setup): BrokenSetup => ({
  ...wrong('cached-without-vary', mistake, ...setup),
  behind: [RIGHT_APP, inHandler("response.set('Cache-Control', 'public, max-age=60');"), ...cache],
  visited: true,
});

export const inHandler = at('app/app.js', 'in the handler of /users');

const RIGHT_APP = at(
  'app/app.js',
  'before every other app.use() and route',
)("import cors from 'cors';\n\napp.use(cors({ origin: ['{ORIGIN}', 'https://www.example.com'] }));");
