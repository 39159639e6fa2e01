import type { HarEntry } from '../src/har-file.js';

const headers = (lines: Readonly<Record<string, string>>) =>
  Object.entries(lines).map(([name, value]) => ({ name, value }));

/** What Chromium 156 saves of each request of a page at https://app.example.com. */
const OF_CHROMIUM = {
  ':authority': 'api.example.com',
  accept: '*/*',
  'accept-language': 'en-US,en;q=0.9',
  origin: 'https://app.example.com',
  referer: 'https://app.example.com/',
  'sec-fetch-dest': 'empty',
  'sec-fetch-mode': 'cors',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
};

interface Saved {
  readonly type?: string;
  readonly request?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly status?: number;
  readonly response?: Readonly<Record<string, string>>;
  readonly error?: string;
}

export function entry(method: string, url: string, saved: Saved = {}): HarEntry {
  const { type = 'fetch', request = {}, body, status = 200, response = {}, error } = saved;
  const whole = {
    startedDateTime: '2026-03-02T09:00:00.000Z',
    time: 22.4,
    _resourceType: type,
    _initiator: { type: 'script', stack: { callFrames: [{ url: 'https://app.example.com/app.js', lineNumber: 12 }] } },
    request: {
      method,
      url,
      httpVersion: 'h2',
      headers: headers({ ...OF_CHROMIUM, ...request }),
      queryString: [],
      cookies: [],
      ...(body !== undefined && { postData: { mimeType: 'application/json', text: body } }),
    },
    response: {
      status,
      statusText: '',
      headers: headers(response),
      cookies: [],
      content: { size: 0, mimeType: 'application/json' },
      redirectURL: response.location ?? '',
      _transferSize: 0,
      _error: error ?? null,
    },
    cache: {},
    timings: { blocked: 1.2, dns: -1, ssl: -1, connect: -1, send: 0.1, wait: 20.4, receive: 0.6 },
  };
  return whole;
}

export const preflight = (method: string, url: string, names: string, saved: Saved = {}) =>
  entry('OPTIONS', url, {
    type: 'preflight',
    ...saved,
    request: { 'access-control-request-method': method, ...(names && { 'access-control-request-headers': names }) },
  });

export const har = (...entries: readonly object[]): string =>
  JSON.stringify(
    { log: { version: '1.2', creator: { name: 'WebInspector', version: '537.36' }, pages: [], entries } },
    null,
    2,
  );
