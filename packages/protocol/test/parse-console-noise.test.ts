import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConsoleMessage, parseConsoleText } from '../src/index.js';

const MESSAGE =
  "Access to fetch at 'https://api.example.com/users?a=1&b=2' from origin 'https://app.example.com' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.";
const READ = {
  kind: 'error',
  code: 'MissingAllowOriginHeader',
  stage: 'preflight',
  url: 'https://api.example.com/users?a=1&b=2',
  origin: 'https://app.example.com',
};
const quotedWith = (open: string, close = open) => {
  let isOpen = false;
  return MESSAGE.replace(/'(?!t )/g, () => {
    isOpen = !isOpen;
    return isOpen ? open : close;
  });
};

describe('what was added where the message was pasted does not count', () => {
  test.each<[string, string]>([
    ['backticks', quotedWith('`')],
    ['double quotation marks', quotedWith('"')],
    ['typographic ones', quotedWith('‘', '’')],
    ['typographic double ones', quotedWith('“', '”')],
    ['guillemets', quotedWith('«', '»')],
    ['primes', quotedWith('′')],
    ['acute accents', quotedWith('´')],
    ['no quotation marks', quotedWith('')],
    ['doubled as in SQL', quotedWith("''")],
    ['escapes of HTML', MESSAGE.replaceAll('&', '&amp;').replaceAll("'", '&#39;')],
    ['named escapes of HTML', MESSAGE.replaceAll('&', '&amp;').replaceAll("'", '&apos;')],
    ['escapes of JSON', MESSAGE.replaceAll('&', '\\u0026').replaceAll("'", '\\u0027')],
    ['a string of JavaScript', `console.error('${MESSAGE.replaceAll("'", "\\'")}')`],
    ['elements of HTML', `<pre><code>${MESSAGE.replace(/(https:[^']+)/g, '<a href="$1">$1</a>')}</code></pre>`],
    ['links of Markdown', MESSAGE.replace(/(https:[^']+)/g, '[$1]($1)')],
    ['links in angle brackets', MESSAGE.replace(/(https:[^']+)/g, '<$1>')],
    ['colours of a terminal', `\x1b[31m${MESSAGE.replace(/(https:[^']+)/g, '\x1b[4m$1\x1b[24m')}\x1b[0m`],
    ['zero-width characters', MESSAGE.replace('api.', 'api\u200b.').replace('CORS', 'CO\u200dRS')],
    ['a log in lower case', MESSAGE.toLowerCase()],
    ['a scan that takes l for 1', MESSAGE.replace('Access-Control-Allow', 'Access-Contro1-A1low')],
    ['a log of Android', `E/Console ( 123): "${MESSAGE}", source: https://app.example.com/ (12)`],
    ['a chat', `> *${MESSAGE}*`],
  ])('%s', (_, text) => {
    expect(parseConsoleText(text)).toMatchObject([READ]);
  });
});

test('a quotation mark at the edge of a value belongs to it', () => {
  const said = (value: string) =>
    `Access to fetch at 'https://a.example/' from origin 'https://b.example' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header contains the invalid value '${value}'.`;
  for (const value of ["'A", "A'", "'https://b.example'"])
    expect(parseConsoleMessage(said(value))).toMatchObject({ code: 'InvalidAllowOriginValue', parameter: value });
});

describe('Firefox in a language that nobody has to know', () => {
  const said = (reason: string, tail = '') =>
    parseConsoleMessage(
      `Lorem-ipsum dolores blokita: la regulo pri sama ipsum malpermesas https://api.example.com/users. (Kialo: ${reason}).${tail}`,
    );
  test.each<[string, string, object]>([
    [
      'CORS-kapo ‘Access-Control-Allow-Origin’ mankas',
      ' Stato: 200.',
      { code: 'MissingAllowOriginHeader', status: 200 },
    ],
    [
      'CORS-kapo «Access-Control-Allow-Origin» ne egalas «https://b.example»',
      '',
      { code: 'AllowOriginMismatch', parameter: 'https://b.example' },
    ],
    ['CORS-kapo „Access-Control-Allow-Origin“ estas „*“', '', { code: 'WildcardOriginNotAllowed' }],
    ['atendis ‘true’ en ‘Access-Control-Allow-Credentials’', '', { code: 'InvalidAllowCredentials' }],
    [
      'nevalida ĵetono ‘PU T’ en ‘Access-Control-Allow-Methods’',
      '',
      { code: 'InvalidAllowMethodsPreflightResponse', parameter: 'PU T' },
    ],
    ['metodo ne trovita en ‘Access-Control-Allow-Methods’', '', { code: 'MethodDisallowedByPreflightResponse' }],
    [
      'kapo ‘x-id’ ne permesita laŭ ‘Access-Control-Allow-Headers’',
      '',
      { code: 'HeaderDisallowedByPreflightResponse', parameter: 'x-id' },
    ],
    [
      'nevalida ‘x y’ en ‘Access-Control-Allow-Headers’',
      '',
      { code: 'InvalidAllowHeadersPreflightResponse', parameter: 'x y' },
    ],
    [
      'kapo ‘access-control-allow-origin’ ne permesita laŭ ‘Access-Control-Allow-Headers’',
      '',
      { code: 'HeaderDisallowedByPreflightResponse', parameter: 'access-control-allow-origin' },
    ],
    ['CORS malaktiva', '', { entry: 'cors-disabled' }],
    ['CORS estas malaktiva', '', { candidates: ['cors-disabled', 'NetworkFailure'] }],
    ['CORS-kapo ‘Origin’ ne aldoneblas', '', { entry: 'origin-not-added' }],
    ['CORS-kapo ‘Access-Control-Allow-Origin’ ne egalas http://localhost:3000', '', { code: 'AllowOriginMismatch' }],
    ['CORS-peto ne sukcesis', ' Stato: (null).', { code: 'NetworkFailure' }],
    [
      'CORS-peto ne sukcesis',
      ' Stato: 405.',
      { candidates: ['PreflightInvalidStatus', 'NetworkFailure'], status: 405 },
    ],
    [
      'ekstera alidirekto de CORS-peto ne permesata',
      '',
      { candidates: ['PreflightDisallowedRedirect', 'NetworkFailure'] },
    ],
    [
      'multaj CORS-kapoj ‘Access-Control-Allow-Origin’ ne permesataj',
      '',
      { candidates: ['MissingAllowOriginHeader', 'MultipleAllowOriginValues'] },
    ],
  ])('%s%s', (reason, tail, parts) => {
    const message = said(reason, tail);
    expect(message).toMatchObject({ kind: 'error', engine: 'firefox', url: 'https://api.example.com/users', ...parts });
    if (message?.kind === 'error' && message.candidates) expect(message.code).toBeUndefined();
  });
});

test('a message that repeats another, or follows from it, is no second one', () => {
  expect(
    parseConsoleText(
      '[blocked] The page at https://app.example.com/ was not allowed to display insecure content from http://localhost:8034/.\nNot allowed to request resource\nXMLHttpRequest cannot load http://localhost:8034/ due to access control checks.',
    ),
  ).toMatchObject([{ kind: 'not-cors', topic: 'mixed-content', url: 'http://localhost:8034/' }]);
  expect(
    parseConsoleText(
      `XHROPTIONShttps://api.example.com/users\nCORS Missing Allow Origin\n\nCross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example.com/users. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 404.`,
    ),
  ).toMatchObject([{ code: 'MissingAllowOriginHeader', status: 404 }]);
  expect(
    parseConsoleText(
      'Failed to load resource: Verbindung zum Server konnte nicht hergestellt werden.\nFetch API cannot load https://api.example.com/ due to access control checks.',
    ),
  ).toMatchObject([{ kind: 'not-cors', cause: 'connection-refused', url: 'https://api.example.com/' }]);
});

/** Sentences of programs that have nothing to do with a browser. */
const UNRELATED = [
  'location / { proxy_pass http://{word}:8080; proxy_set_header Host $host; }',
  'server { listen 80; server_name {word}.example.com; return 301 https://$host$request_uri; }',
  'ERROR:  relation "{word}" does not exist at character {number}',
  "SELECT {word} FROM users WHERE id = {number} AND origin = 'https://{word}.example.com';",
  "fatal: unable to access 'https://github.com/{word}/repo.git/': The requested URL returned error: {number}",
  'npm ERR! code E404\nnpm ERR! 404 Not Found - GET https://registry.example.com/{word} - Not found',
  'Permission denied (publickey) for {word}@host port {number}',
  "TypeError: Cannot read properties of undefined (reading '{word}')\n    at Object.<anonymous> (/app/{word}.js:{number}:5)",
  'Traceback (most recent call last):\n  File "{word}.py", line {number}, in <module>\nValueError: invalid literal for int(): {word}',
  'We met at {word} on Monday and talked about the origin of the word policy; see https://{word}.example.com (page {number}).',
  'Fehler: Verbindung zu https://{word}.example.com fehlgeschlagen. (Grund: Zeitüberschreitung nach {number} Sekunden).',
  'Erreur : le fichier {word} est introuvable sur https://{word}.example.com (code : {number}).',
  'Ошибка: файл {word} не найден на https://{word}.example.com (причина: {number}).',
  '[INFO] {word} started in {number} ms on http://localhost:{number}',
  'panic: runtime error: index out of range [{number}] with length 3\ngoroutine 1 [running]: main.{word}()',
  'java.lang.NullPointerException: Cannot invoke "String.length()" because "{word}" is null',
  'Build failed: module {word} not found, see https://{word}.example.com/docs#{number}',
  'Load failed: module ./{word} not found',
] as const;

test('unrelated texts are not taken for CORS', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...UNRELATED),
      fc.stringMatching(/^[a-z]{3,9}$/),
      fc.integer({ min: 1, max: 999 }),
      (template, word, number) => {
        const text = template.replaceAll('{word}', word).replaceAll('{number}', String(number));
        expect(
          parseConsoleText(text).filter(({ kind }) => kind === 'error' || kind === 'warning' || kind === 'server'),
          text,
        ).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});
