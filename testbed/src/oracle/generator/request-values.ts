/** What a page can request: from harmless to refused. */

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'QUERY', 'CUSTOM'] as const;

/** Odd case, odd characters, forbidden ones, and some that are no token. */
export const ODD_METHODS = [
  ...['get', 'Head', 'post', 'put', 'dElEtE', 'patch', 'options', 'Custom', 'custom', '*', "!#$%&'*+-.^_`|~"],
  ...['CONNECT', 'trace', 'TRACK', '', 'GE T', 'P\u00dcT', 'GET,PUT'],
];

export const SAFELISTED_HEADERS: readonly (readonly [string, string])[] = [
  ['Accept', 'application/json'],
  ['Accept', 'a'.repeat(128)],
  ['Accept', ''],
  ['accept', '*/*;q=0.5'],
  ['Accept-Language', 'en;q=0.5, *'],
  ['Content-Language', 'de-AT'],
  ['Content-Type', 'text/plain'],
  ['Content-Type', 'text/plain;charset=UTF-8'],
  ['content-type', 'TEXT/PLAIN; a=b'],
  ['Content-Type', 'application/x-www-form-urlencoded'],
  ['Content-Type', 'multipart/form-data; boundary=x'],
  ['Range', 'bytes=0-10'],
  ['Range', 'bytes=5-'],
];

/** Safelisted names with values that just are not. */
export const JUST_UNSAFE_HEADERS: readonly (readonly [string, string])[] = [
  ['Accept', '"text"'],
  ['Accept', 'a(b)'],
  ['Accept', 'a:b'],
  ['Accept', 'a\u007fb'],
  ['Accept', 'a\u0001b'],
  ['Accept', 'a\tb'],
  ['Accept', 'caf\u00e9'],
  ['Accept', 'a'.repeat(129)],
  ['Accept-Language', 'en_US'],
  ['Accept-Language', 'en@x'],
  ['Accept-Language', '\u00e9'],
  ['Content-Language', 'x_y'],
  ['Content-Language', 'a'.repeat(129)],
  ['Content-Type', 'application/json'],
  ['Content-Type', 'text/plain; charset="utf-8"'],
  ['Content-Type', 'text/plain (x)'],
  ['Content-Type', 'text/html'],
  ['Content-Type', 'text/plain, text/html'],
  ['Content-Type', 'nonsense'],
  ['Content-Type', ''],
  ['Content-Type', `text/plain;a=${'b'.repeat(120)}`],
  ['Range', 'bytes=-10'],
  ['Range', 'bytes=0-1,3-4'],
  ['Range', 'bytes=9-3'],
  ['Range', 'bytes 0-10'],
  ['Range', 'items=0-10'],
  ['Range', 'Bytes=0-10'],
];

export const CUSTOM_HEADERS: readonly (readonly [string, string])[] = [
  ['X-Api-Key', 'k'],
  ['x-a', ''],
  ['X-Requested-With', 'XMLHttpRequest'],
  ['Authorization', 'Bearer x'],
  ['authorization', 'Basic eDp5'],
  ['Cache-Control', 'max-age=7'],
  ['Pragma', 'probe'],
  ['If-None-Match', '"a"'],
  ['If-Modified-Since', 'Thu, 01 Jan 2026 00:00:00 GMT'],
  ['If-Range', '"a"'],
  ['If-Match', '"a"'],
  ['If-Unmodified-Since', 'Thu, 01 Jan 2026 00:00:00 GMT'],
  ['Traceparent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'],
  ['X-Caf', 'caf\u00e9'],
  ['Last-Event-ID', '1'],
  ['Upgrade-Insecure-Requests', '1'],
  ['Purpose', 'prefetch'],
  ['Priority', 'u=1'],
  ['Client-IP', '127.0.0.1'],
  ['*', 'star'],
  ["!#$%&'*+-.^_`|~", 'token'],
];

/** Headers that some engines take for safelisted, or drop, and others do not. */
export const ENGINE_HEADERS: readonly (readonly [string, string])[] = [
  ['DPR', '2'],
  ['Save-Data', 'on'],
  ['Save-Data', 'off'],
  ['Downlink', '1.5'],
  ['Device-Memory', '1'],
  ['Viewport-Width', '100'],
  ['Width', '100'],
  ['RTT', '50'],
  ['ECT', '4g'],
  ['User-Agent', 'probe/1'],
  ['Intervention', 'x'],
  ['Sec-CH-DPR', '2'],
  ['Access-Control-Request-Private-Network', 'true'],
  ['Attribution-Reporting-Eligible', 'x'],
  ['X-HTTP-Method-Override', 'PATCH'],
  ['X-HTTP-Method', 'TRACE'],
  ['X-HTTP-Method-Override', 'put, connect'],
  ['X-Method-Override', 'xTRACKx'],
];

export const FORBIDDEN_HEADERS: readonly (readonly [string, string])[] = [
  ...[
    'Accept-Charset',
    'Accept-Encoding',
    'Connection',
    'Content-Length',
    'Cookie',
    'Cookie2',
    'Date',
    'DNT',
    'Expect',
  ],
  ...['Host', 'Keep-Alive', 'Origin', 'Referer', 'Set-Cookie', 'TE', 'Trailer', 'Transfer-Encoding', 'Upgrade', 'Via'],
  ...['Access-Control-Request-Headers', 'Access-Control-Request-Method', 'Proxy-Foo', 'Sec-Foo', 'sec-ch-ua'],
].map((name) => [name, 'probe'] as const);

/** Members of `init` that are what they can't be, or that some engines don't mind. */
export const ODD_MEMBERS: readonly Readonly<Record<string, unknown>>[] = [
  ...['mode', 'credentials', 'redirect', 'cache', 'priority', 'referrerPolicy', 'duplex'].flatMap((member) => [
    { [member]: 'bogus' },
    { [member]: null },
  ]),
  ...[
    1,
    'x',
    null,
    true,
    [['a', 'b', 'c']],
    [['a']],
    [[]],
    [1],
    ['ab'],
    { 'a b': 'c' },
    { a: '\u20ac' },
    { '\u20ac': 'a' },
  ].map((headers) => ({ headers })),
  ...[
    { mode: 'navigate' },
    { mode: 'websocket' },
    { referrer: 'http://[' },
    { referrer: 'http://[', mode: 'navigate' },
  ],
  ...[{ signal: {} }, { signal: 1 }, { signal: null }, { window: {} }, { window: null }, { priority: 'high' }],
  ...[{ referrer: 'about:client' }, { method: null }, { method: '\u20ac' }, { method: {} }],
  ...[
    { redirect: 'x', mode: 'y' },
    { referrerPolicy: 'x', cache: 'y' },
  ],
];

/** Types that are read as a MIME type, and some that are none. */
export const DATA_URLS = [
  ...['data:text/plain,0', 'data:,0', 'data:IMAGE/gif,x', 'data:text/plain;charset=UTF-8,x', 'data:;charset=x,X'],
  ...[
    'data:; charset=x,X',
    'data:;charset="x",X',
    'data: text/plain ;a=b ,x',
    'data:text/plain;A=B;a=c,x',
    'data:text,x',
  ],
  ...[
    'data:x/y;a="b c";d=,x',
    'data:x/y; a=b ; base64,eHg=',
    'data:;base64,eA',
    'data:text/plain;base64;x,eA==',
    'data:x',
  ],
  ...['data:application/json,%7B%7D#f', 'data:text/html;charset=utf-8;charset=x,1', 'data:;base64;charset=x,eA'],
  ...['data:;base64,e', 'data:;base64,eA=', 'data:;base64,e A#f', 'data:x/y;a="b,c"', 'data:x/y;a=(b);B=c/d,', 'data:'],
  ...[
    'data:a/b;charset="x y",',
    'data:a/b;charset=x;c=d;"e"=f,',
    'data:;,a%',
    'data:*/*,%C3%A9%',
    'data:text/{x};a=b,',
  ],
];

/** What no header can be: `fetch()` throws. */
export const INVALID_HEADERS: readonly (readonly [string, string])[] = [
  ['x a', '1'],
  ['', '1'],
  ['x:', '1'],
  ['X-\u00e9', '1'],
  ['X-A', 'a\nb'],
  ['X-A', 'a\u0000b'],
  ['X-A', '\u20ac'],
  ['X-A', '  padded\t'],
];
