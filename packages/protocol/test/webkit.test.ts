import { describe, expect, test } from 'vitest';
import { type HeaderList, type PageRequest, simulate, type WireResponse } from '../src/index.js';

const APP = 'http://localhost:8001';
const API = 'http://127.0.0.1:8002';
const OTHER = 'http://localhost:8003';

/** What WebKitGTK 2.50.6 was seen to send and print; every hop allows all. */
async function webkit(request: Omit<PageRequest, 'origin'>, ...hops: (readonly [status: number, location: string])[]) {
  const allow: HeaderList = ['Origin', 'Methods', 'Headers'].map((name) => [`Access-Control-Allow-${name}`, '*']);
  let hop = 0;
  const { messages, allowed, exchanges, response } = await simulate(
    { origin: APP, ...request },
    async ({ kind }): Promise<WireResponse> => {
      const [status, location] = (kind === 'actual' ? hops[hop++] : undefined) ?? [200, ''];
      return { status, headers: location === '' ? allow : [...allow, ['Location', location]] };
    },
    { engine: 'webkit' },
  );
  const sent = exchanges.map(
    ({ request: { method, headers } }) => [method, new Map(headers.map(([n, v]) => [n.toLowerCase(), v]))] as const,
  );
  const values = (name: string) => sent.map(([, headers]) => headers.get(name));
  return { messages, allowed, status: response?.status, values, methods: sent.map(([method]) => method) };
}

describe('XHR sends text as UTF-8', () => {
  const type = async (...lines: string[]) => {
    const headers = lines.map((line) => ['Content-Type', line] as const);
    return (await webkit({ url: `${APP}/`, initiator: 'xhr', method: 'POST', headers, body: 'x' })).values(
      'content-type',
    );
  };
  test('a type that parses and names another charset is written anew', async () => {
    expect(await type('TEXT/Plain; charset=latin1; a="b c"')).toEqual(['text/plain;charset=UTF-8;a="b c"']);
    expect(await type('text/plain; charset="utf-8"')).toEqual(['text/plain; charset="utf-8"']);
    expect(await type('text/plain;charset=x;CHARSET=y')).toEqual(['text/plain;charset=UTF-8;charset=UTF-8']);
  });
  test('of two lines the joined text is the type', async () => {
    expect(await type('text/plain', 'text/plain;charset=x')).toEqual(['text/plain, text/plain;charset=x']);
    expect(await type('text/plain;charset=UTF-8', 'application/json')).toEqual(['text/plain;charset=UTF-8']);
  });
});

test('no-cors keeps the type that a body brings, whatever it is', async () => {
  const request = { url: `${API}/`, mode: 'no-cors', method: 'POST', body: 'x', bodyType: 'application/json' } as const;
  expect((await webkit(request)).values('content-type')).toEqual(['application/json']);
});

test('a type that was lost on the way comes back with 307 from another origin, unless leaving changes the credentials', async () => {
  const request = { url: `${APP}/`, mode: 'no-cors', method: 'POST', body: 'x', bodyType: 'text/plain' } as const;
  const types = async (credentials: PageRequest['credentials'] & string) =>
    (await webkit({ ...request, credentials }, [302, `${API}/`], [307, '/c'])).values('content-type');
  expect(await types('omit')).toEqual(['text/plain', undefined, 'text/plain']);
  expect(await types('same-origin')).toEqual(['text/plain', undefined, undefined]);
  expect(await types('include')).toEqual(['text/plain', undefined, 'text/plain']);
});

test('no-cors keeps its origin on redirects within one place', async () => {
  const request = { url: `${API}/`, mode: 'no-cors', method: 'POST' } as const;
  expect((await webkit(request, [303, '/b'], [302, '/c'])).values('origin')).toEqual([APP, APP, APP]);
  expect((await webkit(request, [303, OTHER], [302, '/c'])).values('origin')).toEqual([APP, undefined, undefined]);
});

describe('headers on redirects', () => {
  const headers: HeaderList = [
    ['Content-Type', 'text/plain'],
    ['Content-Language', 'de'],
  ];
  const names = ['content-type', 'content-language'];
  const kept = async (request: Omit<PageRequest, 'origin'>, ...hops: [number, string][]) => {
    const { values } = await webkit({ headers, ...request }, ...hops);
    return names.map((name) => values(name).map((value) => value !== undefined));
  };
  test('at home a type that a GET has lost comes back with 307 and 308, alone', async () => {
    const request = { url: `${APP}/`, method: 'POST' } as const;
    expect(await kept(request, [303, '/b'], [307, '/c'], [303, '/d'])).toEqual([
      [true, false, true, true],
      [true, false, false, false],
    ]);
    expect(await kept(request, [303, '/b'], [302, '/c'], [310, '/d'])).toEqual([
      [true, false, false, false],
      [true, false, false, false],
    ]);
  });
  test('what leaves home begins anew: with CORS as the page made it, in no-cors as it is', async () => {
    const request = { url: `${APP}/`, method: 'POST' } as const;
    const both = [true, false, true];
    expect(await kept(request, [303, '/b'], [303, `${API}/`])).toEqual([both, both]);
    expect(await kept({ ...request, mode: 'no-cors' }, [303, `${API}/b`], [307, '/c'])).toEqual([
      [true, false, false],
      [true, false, false],
    ]);
  });
  test("the page's User-Agent goes at home", async () => {
    const { values } = await webkit({ url: `${APP}/`, headers: [['User-Agent', 'x']] }, [302, '/b']);
    expect(values('user-agent')).toEqual(['x', undefined]);
  });
});

describe('redirects that lead nowhere', () => {
  test.each([
    ['manual', 309, '', 309],
    ['manual', 302, '', 0],
    ['error', 302, '', 302],
  ] as const)('%s, %i, Location "%s"', async (redirect, status, location, read) => {
    expect(await webkit({ url: `${API}/`, redirect }, [status, location])).toMatchObject({ status: read });
  });
});

describe('what is printed of other schemes', () => {
  const cannot = (url: string, what = 'Fetch API cannot load') => `${what} ${url} due to access control checks.`;
  const NOT_HTTP = 'Redirection to URL with a scheme that is not HTTP(S)';
  const BLOB = `blob:${APP}/9115d58c-bcda-ff47-86e5-083e9a215304`;

  test("fetch names where a redirect of no-cors, or to a page's own blob, leads", async () => {
    for (const [mode, location] of [
      ['no-cors', 'mailto:a@b.example'],
      ['no-cors', 'data:,'],
      ['cors', BLOB],
    ] as const)
      expect((await webkit({ url: `${APP}/`, mode }, [302, location])).messages).toEqual([
        `${NOT_HTTP}.`,
        cannot(location),
      ]);
  });
  test('XHR names it without a full stop', async () => {
    expect((await webkit({ url: `${APP}/`, initiator: 'xhr' }, [302, BLOB])).messages).toEqual([
      NOT_HTTP,
      cannot(BLOB, 'XMLHttpRequest cannot load'),
    ]);
  });
  test("another page's blob is local, and in CORS no place to go", async () => {
    const { messages } = await webkit({ url: `${APP}/`, origin: 'null' } as PageRequest, [302, BLOB]);
    expect(messages).toEqual([
      `Cross-origin redirection to ${BLOB} denied by Cross-Origin Resource Sharing policy: not allowed to follow a cross-origin CORS redirection with non CORS scheme`,
      cannot(`${APP}/`),
    ]);
    const font = await webkit({ url: `${APP}/`, origin: 'null', initiator: 'font' } as PageRequest, [302, BLOB]);
    expect(font.messages).toEqual([`Not allowed to load local resource: ${BLOB}`]);
  });
  test('a request of mode same-origin that would leave its origin', async () => {
    expect((await webkit({ url: `${APP}/`, mode: 'same-origin' }, [302, 'data:,'])).messages).toEqual([
      `Unsafe attempt to load URL data:, from origin ${APP}. Domains, protocols and ports must match.`,
      cannot(`${APP}/`),
    ]);
  });
  test('FTP is named by the load that led there, which begins where the request left home', async () => {
    const { messages } = await webkit(
      { url: `${APP}/`, credentials: 'omit' },
      [302, `${API}/b`],
      [302, `${API}/c`],
      [302, 'ftp://x/'],
    );
    expect(messages).toEqual(['FTP URLs are disabled', cannot(`${API}/b`)]);
  });
  test('XHR says of a Blob that it goes to HTTP only', async () => {
    const request = {
      url: 'data:,',
      initiator: 'xhr',
      method: 'PUT',
      body: new Uint8Array(1),
      bodyKind: 'blob',
    } as const;
    expect((await webkit(request)).messages).toEqual([
      'POST of a Blob to non-HTTP protocols in XMLHttpRequest.send() is currently unsupported.',
    ]);
    expect((await webkit({ ...request, method: 'GET' })).messages).toEqual([]);
  });
  test('a script without crossorigin may be a data: URL', async () => {
    const request = { url: `${API}/`, initiator: 'script', mode: 'no-cors', credentials: 'include' } as const;
    expect(await webkit(request, [302, 'data:text/javascript,'])).toMatchObject({ allowed: true });
  });
});

describe('users and passwords in redirects', () => {
  test('do not leave home', async () => {
    const { messages } = await webkit({ url: `${APP}/`, mode: 'same-origin' }, [302, API.replace('//', '//u:p@')]);
    expect(messages[1]).toBe(`Fetch API cannot load ${API}/ due to access control checks.`);
  });
  test('are printed without the inherited fragment', async () => {
    const { messages } = await webkit({ url: `${API}/#f`, initiator: 'image', mode: 'cors' }, [
      302,
      `http://u@${API.slice(7)}/`,
    ]);
    expect(messages).toEqual([
      `Cross-origin redirection to ${API}/#f denied by Cross-Origin Resource Sharing policy: redirection URL http://u@${API.slice(7)}/ has credentials`,
      `Cannot load image ${API}/ due to access control checks.`,
    ]);
  });
});

test('a blocked port is named with its URL, and with a fragment only after a redirect', async () => {
  const message = async (url: string, ...hops: (readonly [number, string])[]) =>
    (await webkit({ url }, ...hops)).messages[0];
  expect(await message('http://127.0.0.1:10080/a?b#c')).toMatch(/ port 10080: http:\/\/127\.0\.0\.1:10080\/a\?b$/);
  expect(await message(`${API}/`, [302, 'http://127.0.0.1:10080/a#c'])).toMatch(/:10080\/a#c$/);
});

test('a font is loaded without CORS, its URL with user and password', async () => {
  const { messages } = await simulate(
    { origin: APP, url: 'http://u@127.0.0.1:8002/', initiator: 'font' },
    async () => ({ status: 200, headers: [['Cross-Origin-Resource-Policy', 'same-site']] }),
    { engine: 'webkit' },
  );
  expect(messages).toEqual([
    "Cancelled load to http://u@127.0.0.1:8002/ because it violates the resource's Cross-Origin-Resource-Policy response header.",
  ]);
});
