import { expect, test, vi } from 'vitest';
import { createFetch } from '../src/index.js';
import { API, OPEN, PAGE } from './apps.js';

const inChromium = (text: string) => `Failed to execute 'fetch' on 'Window': ${text}`;
const inFirefox = (text: string) => `Window.fetch: ${text}`;

/** What Chromium 156, Firefox 153 and WebKitGTK 2.50 say of a member of `init`; nothing where they take it. */
type Row = readonly [
  init: object,
  chromium: string | undefined,
  firefox: string | undefined,
  webkit: string | undefined,
];

const enumeration = (member: string, value: string, type: string, chromiumType = type): Row => [
  { [member]: value },
  inChromium(
    `Failed to read the '${member}' property from 'RequestInit': The provided value '${value}' is not a valid enum value of type ${chromiumType}.`,
  ),
  inFirefox(`'${value}' (value of '${member}' member of RequestInit) is not a valid value for enumeration ${type}.`),
  'Type error',
];

const notHeaders = (headers: unknown): Row => [
  { headers },
  inChromium(
    "Failed to read the 'headers' property from 'RequestInit': The provided value is not of type '(record<ByteString, ByteString> or sequence<sequence<ByteString>>)'.",
  ),
  inFirefox(
    "'headers' member of RequestInit could not be converted to any of: sequence<sequence<ByteString>>, record<ByteString, ByteString>.",
  ),
  'Type error',
];

const notPairs = (headers: unknown): Row => [
  { headers },
  inChromium('Invalid value'),
  inFirefox('Headers require name/value tuples when being initialized by a sequence.'),
  'Header sub-sequence must contain exactly two items',
];

const notSequences = (headers: unknown): Row => [
  { headers },
  inChromium(
    "Failed to read the 'headers' property from 'RequestInit': The provided value cannot be converted to a sequence.",
  ),
  inFirefox(
    "Element of sequence<sequence<ByteString>> branch of (sequence<sequence<ByteString>> or record<ByteString, ByteString>) can't be converted to a sequence.",
  ),
  'Value is not a sequence',
];

const ROWS: readonly Row[] = [
  enumeration('mode', 'bogus', 'RequestMode'),
  enumeration('mode', '', 'RequestMode'),
  enumeration('mode', 'websocket', 'RequestMode'),
  enumeration('credentials', 'x', 'RequestCredentials'),
  enumeration('redirect', 'x', 'RequestRedirect'),
  enumeration('cache', 'x', 'RequestCache'),
  enumeration('priority', 'x', 'RequestPriority', 'FetchPriority'),
  enumeration('referrerPolicy', 'x', 'ReferrerPolicy'),
  [
    { duplex: 'full' },
    inChromium(
      "Failed to read the 'duplex' property from 'RequestInit': The provided value 'full' is not a valid enum value of type RequestDuplex.",
    ),
    undefined,
    undefined,
  ],
  [
    { mode: 'navigate' },
    inChromium("Cannot construct a Request with a RequestInit whose mode member is set as 'navigate'."),
    inFirefox('Invalid request mode navigate.'),
    'Request constructor does not accept navigate fetch mode.',
  ],
  [
    { referrer: 'http://[' },
    inChromium("Referrer 'http://[' is not a valid URL."),
    inFirefox('Invalid referrer URL http://[.'),
    'Referrer is not a valid URL.',
  ],
  [
    { mode: 'navigate', referrer: 'http://[' },
    inChromium("Referrer 'http://[' is not a valid URL."),
    inFirefox('Invalid request mode navigate.'),
    'Referrer is not a valid URL.',
  ],
  [
    { signal: 1 },
    inChromium("Failed to read the 'signal' property from 'RequestInit': Failed to convert value to 'AbortSignal'."),
    inFirefox("'signal' member of RequestInit is not an object."),
    undefined,
  ],
  [
    { signal: {} },
    inChromium("Failed to read the 'signal' property from 'RequestInit': Failed to convert value to 'AbortSignal'."),
    inFirefox("'signal' member of RequestInit does not implement interface AbortSignal."),
    undefined,
  ],
  [{ window: {} }, undefined, undefined, 'Window can only be null.'],
  [
    { window: null, signal: null, referrer: 'about:client', keepalive: 'x', method: null },
    undefined,
    undefined,
    undefined,
  ],
  ...[1, 'x', null, true].map(notHeaders),
  ...[[['a', 'b', 'c']], [['a']], [[]]].map(notPairs),
  ...[[1], ['ab'], [null]].map(notSequences),
  [
    { method: '\u20ac' },
    inChromium("Failed to read the 'method' property from 'RequestInit': String contains non ISO-8859-1 code point."),
    inFirefox(
      "Cannot convert 'method' member of RequestInit to ByteString because the character at index 0 has value 8364 which is greater than 255.",
    ),
    'Type error',
  ],
  ...(['key of', 'value in'] as const).map(
    (part): Row => [
      { headers: part === 'key of' ? { '\u20ac': 'a' } : { a: '\u20ac' } },
      inChromium(
        "Failed to read the 'headers' property from 'RequestInit': String contains non ISO-8859-1 code point.",
      ),
      inFirefox(
        `Cannot convert ${part} record<ByteString, ByteString> branch of (sequence<sequence<ByteString>> or record<ByteString, ByteString>) to ByteString because the character at index 0 has value 8364 which is greater than 255.`,
      ),
      'Type error',
    ],
  ),
  // The first that is read counts.
  [
    { mode: 'bogus', credentials: 'x' },
    ...enumeration('credentials', 'x', 'RequestCredentials').slice(1),
  ] as unknown as Row,
  [
    { method: 'TRACE', redirect: 'x', mode: 'y' },
    ...enumeration('mode', 'y', 'RequestMode').slice(1),
  ] as unknown as Row,
  [
    { method: 'TRACE', referrer: 'http://[' },
    inChromium("Referrer 'http://[' is not a valid URL."),
    inFirefox('Invalid referrer URL http://[.'),
    'Referrer is not a valid URL.',
  ],
];

const app = () => new Response('ok', { headers: { ...OPEN, 'Access-Control-Allow-Methods': '*' } });

const thrownBy = async (engine: 'chromium' | 'firefox' | 'webkit' | 'standard', init: object, url: string = API) =>
  createFetch({ origin: PAGE, engine, app })(url, init as RequestInit).then(
    () => undefined,
    (error: Error) => `${error.name}: ${error.message}`,
  );

test.each(ROWS)('%j', async (init, ...words) => {
  const wanted = words.map((text) => (text === undefined ? undefined : `TypeError: ${text}`));
  const engines = ['chromium', 'firefox', 'webkit'] as const;
  expect(await Promise.all(engines.map((engine) => thrownBy(engine, init)))).toEqual(wanted);
});

test('the standard refuses all of it with a TypeError', async () => {
  for (const [init, ...words] of ROWS)
    if (words.every((text) => text !== undefined)) expect(await thrownBy('standard', init)).toMatch(/^TypeError: ./);
});

test('members are read before the URL, and nothing more is read of one with a password', async () => {
  expect(await thrownBy('chromium', { mode: 'x' }, 'http://[')).toContain("'mode' property");
  expect(await thrownBy('chromium', { mode: 'navigate' }, 'http://[')).toContain('Failed to parse URL');
  expect(await thrownBy('chromium', { mode: 'navigate' }, 'http://u:p@x/')).toContain('includes credentials');
});

const stream = () => new Blob(['x']).stream();
const locked = () => {
  const body = stream();
  body.getReader();
  return body;
};

test.each([
  [
    'without duplex',
    () => ({ body: stream() }),
    `TypeError: ${inChromium('The `duplex` member must be specified for a request with a streaming body')}`,
    'NotSupportedError: ReadableStream uploading is not supported',
  ],
  [
    'locked',
    () => ({ body: locked(), duplex: 'half' }),
    `TypeError: ${inChromium('The provided ReadableStream is locked')}`,
    'TypeError: Input body is locked.',
  ],
  [
    'with keepalive',
    () => ({ body: stream(), duplex: 'half', keepalive: true }),
    `TypeError: ${inChromium('Keepalive request cannot have a ReadableStream body.')}`,
    'TypeError: Request cannot have a ReadableStream body and keepalive set to true',
  ],
])('a stream %s', async (_what, init, chromium, webkit) => {
  expect(await thrownBy('chromium', { method: 'POST', ...init() })).toBe(chromium);
  expect(await thrownBy('webkit', { method: 'POST', ...init() })).toBe(webkit);
  // To Firefox it is a text.
  expect(await thrownBy('firefox', { method: 'POST', ...init() })).toBeUndefined();
  expect(await thrownBy('chromium', { method: 'TRACE', ...init() })).toContain("'TRACE' HTTP method is unsupported.");
});

test.each(['standard', 'chromium', 'firefox', 'webkit'] as const)(
  '%s: a wrong argument comes before a signal that has aborted, and that before everything else',
  async (engine) => {
    const aborted = { signal: AbortSignal.abort() };
    for (const init of [
      { method: 'TRACE' },
      { body: 'x' },
      { method: 'PUT', mode: 'no-cors' },
      { headers: [['a b', 'c']] },
      { mode: 'x' },
      { cache: 'only-if-cached' },
    ])
      expect(await thrownBy(engine, { ...init, ...aborted }), JSON.stringify(init)).toMatch(/^TypeError/);
    expect(await thrownBy(engine, aborted, 'http://u:p@api.example.com/')).toMatch(/^TypeError/);
    for (const init of [{}, { mode: 'same-origin' }, { mode: 'no-cors', redirect: 'error' }])
      expect(await thrownBy(engine, { ...init, ...aborted }), JSON.stringify(init)).toMatch(/^AbortError/);
    for (const url of ['http://127.0.0.1:6000/', 'ftp://x/', 'data:,x', 'data:x'])
      expect(await thrownBy(engine, aborted, url), url).toMatch(/^AbortError/);
  },
);

test('WebKit looks at the signal before it refuses a stream', async () => {
  const init = { method: 'POST', body: stream(), duplex: 'half', signal: AbortSignal.abort() };
  expect(await thrownBy('webkit', init)).toMatch(/^AbortError/);
});

test('a stream that is not sent is cancelled', async () => {
  const cancel = vi.fn();
  const body = new ReadableStream({ cancel });
  const signal = AbortSignal.abort('why');
  const init = { method: 'POST', body, duplex: 'half', signal } as RequestInit;
  await expect(createFetch({ origin: PAGE, app })(API, init)).rejects.toBe('why');
  expect(cancel).toHaveBeenCalledWith('why');
});
