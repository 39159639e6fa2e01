import { domainToUnicode } from 'node:url';

/** The origin that all of them should allow. */
export const APP = 'https://app.example.com';

/** A comparison of origins as people write it. */
export interface Matcher {
  readonly name: string;
  readonly allows: (origin: string) => boolean;
  /** The findings that it deserves; none for one that is right. */
  readonly finds: readonly string[];
  /** What the person says is right; default: `APP`. */
  readonly trusted?: readonly string[];
}

const wrong = (name: string, finds: string, allows: Matcher['allows'], trusted?: readonly string[]): Matcher => ({
  name,
  allows,
  finds: finds.split(' '),
  ...(trusted && { trusted }),
});

const right = (name: string, allows: Matcher['allows'], trusted?: readonly string[]): Matcher => ({
  name,
  allows,
  finds: [],
  ...(trusted && { trusted }),
});

const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).hostname : '');
const LIST = [APP, 'https://admin.example.com'];
const SET = new Set(LIST);

export const WRONG: readonly Matcher[] = [
  wrong('sends back what it gets', 'reflects-any-origin', () => true),
  wrong('anything over https', 'reflects-any-origin', (origin) => origin.startsWith('https://')),
  wrong('anything that ends like a commercial name', 'reflects-any-origin', (origin) => /\.com$/.test(origin)),
  wrong('a list with null', 'null-allowed', (origin) => [APP, 'null'].includes(origin)),
  wrong('no origin at all, taken for null', 'null-allowed', (origin) => origin === APP || origin === 'null'),
  wrong('startsWith', 'prefix-match', (origin) => origin.startsWith(APP)),
  wrong('a pattern without an end', 'prefix-match', (origin) => /^https:\/\/app\.example\.com/.test(origin)),
  wrong('indexOf === 0', 'prefix-match', (origin) => origin.indexOf(APP) === 0),
  wrong('slice to the length', 'prefix-match', (origin) => origin.slice(0, APP.length) === APP),
  wrong('a pattern without the ending of the name', 'prefix-match', (origin) =>
    /^https:\/\/app\.example\.[a-z.]+$/.test(origin),
  ),
  wrong(
    'a list for developers, by its beginning',
    'localhost-allowed prefix-match',
    (origin) => origin === APP || origin.startsWith('http://localhost'),
  ),
  wrong(
    'the same where developers have https',
    'localhost-allowed prefix-match',
    (origin) => origin === APP || origin.startsWith('https://localhost'),
  ),
  wrong('endsWith the domain', 'suffix-match http-allowed', (origin) => origin.endsWith('example.com')),
  wrong('a pattern without a beginning', 'suffix-match http-allowed', (origin) => /example\.com$/.test(origin)),
  wrong('any beginning, then the domain', 'suffix-match', (origin) => /^https:\/\/.*example\.com$/.test(origin)),
  wrong('the last of the host', 'suffix-match http-allowed any-port', (origin) =>
    hostOf(origin).endsWith('example.com'),
  ),
  wrong('includes the domain', 'substring-match http-allowed', (origin) => origin.includes('example.com')),
  wrong('includes the host', 'substring-match http-allowed', (origin) => origin.includes('app.example.com')),
  wrong('a pattern without both ends', 'substring-match http-allowed', (origin) => /app\.example\.com/.test(origin)),
  wrong('the name of the company somewhere', 'substring-match http-allowed', (origin) => origin.includes('example')),
  wrong('looked for in a text of all', 'part-of-list', (origin) => LIST.join(',').includes(origin)),
  wrong(
    'the host looked for in a text',
    'part-of-list http-allowed any-port',
    (origin) => hostOf(origin) !== '' && 'app.example.com'.includes(hostOf(origin)),
  ),
  wrong('dots that stand for anything', 'unescaped-dot', (origin) => /^https:\/\/app.example.com$/.test(origin)),
  wrong('a pattern made of a text', 'unescaped-dot', (origin) => new RegExp(`^${APP}$`).test(origin)),
  wrong('a star made into .*', 'suffix-match', (origin) =>
    new RegExp(`^${'https://*example.com'.replace('*', '.*')}$`).test(origin),
  ),
  wrong('https or http', 'http-allowed', (origin) => /^https?:\/\/app\.example\.com$/.test(origin)),
  wrong('the host alone', 'http-allowed any-port', (origin) => hostOf(origin) === 'app.example.com'),
  wrong('every subdomain', 'any-subdomain', (origin) => /^https:\/\/[a-z0-9-]+\.example\.com$/.test(origin)),
  wrong(
    'endsWith a dot and the domain',
    'any-subdomain http-allowed',
    (origin) => origin === APP || origin.endsWith('.example.com'),
  ),
  wrong('any port', 'any-port', (origin) => /^https:\/\/app\.example\.com(:\d+)?$/.test(origin)),
  wrong(
    'localhost in production',
    'localhost-allowed',
    (origin) => origin === APP || /^http:\/\/localhost(:\d+)?$/.test(origin),
  ),
  wrong('127.0.0.1 in production', 'localhost-allowed', (origin) => [APP, 'http://127.0.0.1:3000'].includes(origin)),
  wrong(
    'previews of a platform',
    'preview-hosts',
    (origin) => origin === APP || /^https:\/\/[a-z0-9-]+\.vercel\.app$/.test(origin),
  ),
  wrong(
    'previews that begin with the name',
    'preview-hosts',
    (origin) => origin === APP || /^https:\/\/example-[a-z0-9-]+\.vercel\.app$/.test(origin),
  ),
  wrong(
    'previews beside the deployment',
    'preview-hosts',
    (origin) => /^https:\/\/shop(-[a-z0-9]+)?\.netlify\.app$/.test(origin),
    ['https://shop.netlify.app'],
  ),
  wrong('a playground', 'third-party', (origin) => [APP, 'https://cdpn.io'].includes(origin)),
  wrong('a company', 'third-party', (origin) => [APP, 'https://github.com'].includes(origin)),
  wrong('accents do not count', 'look-alike', (origin) => plain(decoded(origin)) === APP),
  wrong('no letter, digit or dot after the host', 'special-characters http-allowed', (origin) =>
    /^https?:\/\/app\.example\.com([^a-z0-9.:-].*)?$/.test(origin),
  ),
  wrong('an underscore after the host', 'special-characters http-allowed', (origin) =>
    /^https?:\/\/app\.example\.com(_.*)?$/.test(origin),
  ),
  wrong('the end of a word', 'prefix-match', (origin) => /^https:\/\/app\.example\.com\b/.test(origin)),
];

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');
const decoded = (origin: string): string => origin.replace(/xn--[a-z0-9.-]+/, (host) => domainToUnicode(host));

export const RIGHT: readonly Matcher[] = [
  right('equality', (origin) => origin === APP),
  right('includes of a list', (origin) => LIST.includes(origin)),
  right('a set', (origin) => SET.has(origin)),
  right('some, with equality', (origin) => LIST.some((one) => one === origin)),
  right('a pattern with both ends', (origin) => /^https:\/\/app\.example\.com$/.test(origin)),
  right('a pattern of two', (origin) => /^https:\/\/(app|admin)\.example\.com$/.test(origin)),
  right('the origin of a parsed URL', (origin) => URL.canParse(origin) && new URL(origin).origin === APP),
  right('all three parts', (origin) => {
    const url = URL.canParse(origin) ? new URL(origin) : undefined;
    return url?.protocol === 'https:' && url.hostname === 'app.example.com' && url.port === '';
  }),
  right('lower case first', (origin) => origin.toLowerCase() === APP),
  right('white space cut off', (origin) => origin.trim() === APP),
  right('without regard to case', (origin) => /^https:\/\/app\.example\.com$/i.test(origin)),
  right('a pattern of lines', (origin) => /^https:\/\/app\.example\.com$/m.test(origin)),
  right('a slash at the end taken off', (origin) => origin.replace(/\/$/, '') === APP),
  right('the default port written out', (origin) => origin.replace(/:443$/, '') === APP),
  right('a dot at the end of the host', (origin) => /^https:\/\/app\.example\.com\.?$/.test(origin)),
  right('characters that no browser loads', (origin) => /^https:\/\/app\.example\.com([|^<>].*)?$/.test(origin)),
  right('characters that nobody certifies', (origin) => /^https:\/\/app\.example\.com([`_{}].*)?$/.test(origin)),
  right('a user before an @', (origin) => origin.split('@')[0] === APP),
  right('an escape that no browser sends', (origin) => /^https:\/\/app\.example\.com(%60.*)?$/.test(origin)),
  right('the dot before the ending', (origin) => /^https:\/\/app\.example.com$/.test(origin)),
  right('every subdomain, as was meant', (origin) => /^https:\/\/([a-z0-9-]+\.)+example\.com$/.test(origin), [
    'https://*.example.com',
  ]),
  right('any port of localhost, as was meant', (origin) => /^http:\/\/localhost(:\d+)?$/.test(origin), [
    'http://localhost:*',
  ]),
  right('nobody', () => false),
];
