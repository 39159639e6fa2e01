import { closeSync, openSync, writeSync } from 'node:fs';

/**
 * Writes a HAR as Chromium saves it, of about that many bytes: half preflights, half their requests. It is
 * written entry by entry, so that it takes no memory.
 */
export function writeHar(path: string, { entries, bytes }: { readonly entries: number; readonly bytes: number }): void {
  const file = openSync(path, 'w');
  const body = 'x'.repeat(Math.max(0, Math.floor((bytes - JSON.stringify(entry(0, '')).length * entries) / entries)));
  writeSync(
    file,
    '{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],"entries":[\n',
  );
  for (let i = 0; i < entries; i++) writeSync(file, `${i === 0 ? '' : ',\n'}${JSON.stringify(entry(i, body))}`);
  writeSync(file, '\n]}}\n');
  closeSync(file);
}

const pairs = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

function entry(index: number, body: string) {
  const isPreflight = index % 2 === 0;
  const request = Math.floor(index / 2);
  const isBlocked = request % 10 === 0;
  return {
    startedDateTime: '2026-03-02T09:00:00.000Z',
    time: 22.4,
    _resourceType: isPreflight ? 'preflight' : 'fetch',
    _initiator: {
      type: 'script',
      stack: { callFrames: [{ functionName: 'save', url: 'https://app.example.com/app.js', lineNumber: 12 }] },
    },
    request: {
      method: isPreflight ? 'OPTIONS' : 'PUT',
      url: `https://api.example.com/users/${request % 500}`,
      httpVersion: 'h2',
      headers: pairs({
        ':authority': 'api.example.com',
        accept: '*/*',
        'accept-language': 'en-US,en;q=0.9',
        ...(isPreflight
          ? { 'access-control-request-headers': 'content-type,x-id', 'access-control-request-method': 'PUT' }
          : { 'content-type': 'application/json', 'x-id': String(request) }),
        origin: 'https://app.example.com',
        referer: 'https://app.example.com/',
        'sec-fetch-mode': 'cors',
        'user-agent':
          'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
      }),
      queryString: [],
      cookies: [],
      ...(!isPreflight && { postData: { mimeType: 'application/json', text: '{"name":"Zoë"}' } }),
    },
    response: {
      status: isPreflight ? 204 : 200,
      statusText: '',
      httpVersion: 'h2',
      headers: pairs({
        date: 'Mon, 02 Mar 2026 09:00:00 GMT',
        ...(!isBlocked && { 'access-control-allow-origin': 'https://app.example.com' }),
        ...(isPreflight && {
          'access-control-allow-methods': 'PUT',
          'access-control-allow-headers': 'content-type,x-id',
        }),
        vary: 'Origin',
      }),
      cookies: [],
      content: { size: body.length, mimeType: 'application/json', text: body },
      redirectURL: '',
      _error: null,
    },
    cache: {},
    timings: { blocked: 1.2, dns: -1, ssl: -1, connect: -1, send: 0.1, wait: 20.4, receive: 0.6 },
  };
}
