import { expect, test } from 'vitest';
import { entry, har, preflight } from '../../evidence/test/har-entries.js';
import { understandText } from '../src/explanation/understand.js';

const USERS = 'https://api.example.com/users';
const APP = 'https://app.example.com';

/** The request and the verdict on it, for recorded ones with the causes. */
async function understood(text: string) {
  const found = await understandText(text);
  if (found.kind === 'requests')
    return found.requests.map(({ request }) => ({ ...request, verdict: undefined, causes: [] as string[] }));
  if (found.kind !== 'recorded') return [];
  return found.requests.map(({ imported, verdict, explanation }) => ({
    ...imported.request,
    verdict,
    causes: explanation?.causes.map(({ id }) => id) ?? [],
  }));
}

const PREFLIGHT_BY_HAND = `curl -i -X OPTIONS '${USERS}' -H 'Origin: ${APP}' -H 'Access-Control-Request-Method: PUT' -H 'Access-Control-Request-Headers: content-type, x-id'`;

test.each([
  ['curl', PREFLIGHT_BY_HAND],
  ['after a prompt', `dev@host:~/app$ ${PREFLIGHT_BY_HAND}`],
  ['in a fence', `I tried\n\`\`\`sh\n${PREFLIGHT_BY_HAND}\n\`\`\`\nand it fails`],
  ['in a sentence', `With \`${PREFLIGHT_BY_HAND}\` it works.`],
  [
    'PowerShell',
    `Invoke-RestMethod -Uri ${USERS} -Method Options -Headers @{ 'Origin' = '${APP}'; 'Access-Control-Request-Method' = 'PUT'; 'Access-Control-Request-Headers' = 'content-type, x-id' }`,
  ],
  [
    'wget',
    `wget --method=OPTIONS --header='Origin: ${APP}' --header='Access-Control-Request-Method: PUT' --header='Access-Control-Request-Headers: content-type, x-id' ${USERS}`,
  ],
  [
    'HTTPie',
    `http OPTIONS ${USERS} Origin:${APP} Access-Control-Request-Method:PUT Access-Control-Request-Headers:'content-type, x-id'`,
  ],
])('a preflight made by hand stands for the request that it names: %s', async (_, text) => {
  expect(await understood(text)).toMatchObject([
    {
      url: USERS,
      origin: APP,
      method: 'PUT',
      headers: [
        ['content-type', 'application/json'],
        ['x-id', 'unknown'],
      ],
    },
  ]);
});

const OUTPUT_405 = 'HTTP/1.1 405 Method Not Allowed\nAllow: GET, POST\nContent-Length: 0\n\n';
const DENIED = { verdict: 'blocked', method: 'PUT', causes: expect.arrayContaining(['preflight-not-handled']) };

test.each([
  ['curl -i', `$ ${PREFLIGHT_BY_HAND}\n${OUTPUT_405}`],
  [
    'curl -v',
    `* Connected to api.example.com (203.0.113.7) port 443 (#0)\n> OPTIONS /users HTTP/2\n> Host: api.example.com\n> origin: ${APP}\n> access-control-request-method: PUT\n> \n< HTTP/2 405 \n< allow: GET, POST\n< \n* Connection #0 to host api.example.com left intact`,
  ],
  [
    'raw',
    `OPTIONS /users HTTP/1.1\r\nHost: api.example.com\r\nOrigin: ${APP}\r\nAccess-Control-Request-Method: PUT\r\n\r\nHTTP/1.1 405 Method Not Allowed\r\nAllow: GET\r\n`,
  ],
  [
    'quoted in a mail',
    `> OPTIONS /users HTTP/1.1\n> Host: api.example.com\n> Origin: ${APP}\n> Access-Control-Request-Method: PUT\n>\n> HTTP/1.1 405 Method Not Allowed\n> Allow: GET\n`,
  ],
  [
    'headers of the Network panel',
    `General\nRequest URL: ${USERS}\nRequest Method: OPTIONS\nStatus Code: 405 Method Not Allowed\nResponse Headers\nallow: GET\nRequest Headers\n:authority: api.example.com\naccess-control-request-method: PUT\norigin: ${APP}`,
  ],
  ['a HAR of a proxy', har(preflight('PUT', USERS, 'content-type', { status: 405 }))],
  [
    'a trace of Playwright',
    `{"type":"resource-snapshot","snapshot":${JSON.stringify(preflight('PUT', USERS, '', { status: 405 }))}}\n{"type":"frame-snapshot"}`,
  ],
])('a recorded exchange is judged: %s', async (_, text) => {
  expect(await understood(text)).toMatchObject([{ ...DENIED, url: USERS, origin: APP }]);
});

test.each([
  ['axios({ method: "put", url: "https://api.example.com/users", withCredentials: true, data: { a: 1 } })'],
  ['await axios.put<User>("https://api.example.com/users", { a }, { withCredentials: true })'],
  ['this.http.put("https://api.example.com/users", { a: 1 }, { withCredentials: true }).subscribe()'],
  ["$.ajax('https://api.example.com/users', { type: 'PUT', xhrFields: { withCredentials: true } })"],
  [
    "var x = new XMLHttpRequest();\nx.open('PUT', 'https://api.example.com/users');\nx.withCredentials = true;\nx.send()",
  ],
  ["fetch(new Request('https://api.example.com/users', { method: 'PUT', credentials: 'include' }))"],
  ["fetch(new URL('/users', 'https://api.example.com'), { method: 'PUT', credentials: 'include' })"],
])('code names its request: %s', async (text) => {
  expect(await understood(text)).toMatchObject([{ url: USERS, method: 'PUT', credentials: 'include' }]);
});

test('an export of Postman or Insomnia names its requests', async () => {
  const header = [{ key: 'Origin', value: APP }];
  const postman = {
    info: { name: 'api' },
    item: [{ item: [{ request: { method: 'PUT', url: { raw: USERS }, header } }] }],
  };
  const insomnia = {
    _type: 'export',
    resources: [
      { _type: 'workspace' },
      { _type: 'request', url: USERS, method: 'PUT', headers: [{ name: 'Origin', value: APP }] },
    ],
  };
  for (const collection of [postman, insomnia])
    expect(await understood(JSON.stringify(collection))).toMatchObject([{ url: USERS, method: 'PUT', origin: APP }]);
});

test.each<[string, object, object]>([
  [
    'the browser failed it, and it is allowed only without cookies, which Chrome leaves out',
    entry('GET', USERS, { response: { 'access-control-allow-origin': '*' }, error: 'net::ERR_FAILED' }),
    { verdict: 'blocked', credentials: 'include', causes: ['wildcard-with-credentials'] },
  ],
  [
    'the browser failed it, and its headers allow it whatever it sent',
    entry('GET', USERS, {
      response: { 'access-control-allow-origin': APP, 'access-control-allow-credentials': 'true' },
      error: 'net::ERR_FAILED',
    }),
    { verdict: 'unsaved' },
  ],
  [
    'Safari names the reason',
    entry('GET', USERS, { status: 0, error: 'Preflight response is not successful. Status code: 404' }),
    { verdict: 'blocked', causes: expect.arrayContaining(['preflight-not-handled']) },
  ],
  [
    'Playwright names the failure',
    { ...entry('GET', USERS), response: { status: -1, headers: [], _failureText: 'net::ERR_CERT_DATE_INVALID' } },
    { verdict: 'failed', causes: ['tls-failure'] },
  ],
  [
    'Firefox names the failure',
    { ...entry('GET', USERS), response: { status: -1, headers: [], _failureText: 'NS_ERROR_CONNECTION_REFUSED' } },
    { verdict: 'failed', causes: ['connection-refused'] },
  ],
])('a HAR is never taken for allowed against the browser’s word: %s', async (_, saved, expected) => {
  expect(await understood(har(saved))).toMatchObject([expected]);
});

test('a header that Chrome left out of the HAR stands in the preflight', async () => {
  const text = har(
    preflight('GET', USERS, 'authorization', {
      status: 204,
      response: { 'access-control-allow-origin': APP, 'access-control-allow-headers': 'content-type' },
    }),
    entry('GET', USERS, { status: 0, error: 'net::ERR_FAILED' }),
  );
  expect(await understood(text)).toMatchObject([
    { verdict: 'blocked', causes: ['header-not-allowed'], headers: [['authorization', 'unknown']] },
  ]);
});

test('what a command did not send is not taken for allowed', async () => {
  const put = `curl -i -X PUT ${USERS} -H 'Origin: ${APP}' --json '{}'\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n\n{}`;
  expect(await understood(put)).toMatchObject([{ verdict: 'unsaved' }]);
  const alone = `curl -i ${USERS}\nHTTP/1.1 200 OK\nContent-Type: text/html\n`;
  expect(await understood(alone)).toMatchObject([{ verdict: 'unsaved' }]);
  const allowed = `${PREFLIGHT_BY_HAND}\nHTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: PUT\nAccess-Control-Allow-Headers: *\n`;
  expect(await understood(allowed)).toMatchObject([{ verdict: 'unsaved', method: 'PUT' }]);
});

test('headers of a response alone say what browsers make of them', async () => {
  const codeOf = async (text: string) => {
    const found = await understandText(text);
    return found.kind === 'messages' ? found.explanations[0]?.message : undefined;
  };
  expect(await codeOf('Access-Control-Allow-Origin: *\nAccess-Control-Allow-Credentials: true')).toMatchObject({
    kind: 'error',
    code: 'WildcardOriginNotAllowed',
  });
  expect(await codeOf(`access-control-allow-origin: *\naccess-control-allow-origin: ${APP}`)).toMatchObject({
    code: 'MultipleAllowOriginValues',
  });
  expect(await codeOf('Access-Control-Allow-Origin: *')).toMatchObject({ kind: 'follow-up' });
  expect(
    await codeOf('10.0.0.1 - - [06/May/2024:10:11:12 +0000] "OPTIONS /users HTTP/1.1" 405 559 "-" "x"'),
  ).toMatchObject({
    code: 'PreflightInvalidStatus',
    status: 405,
  });
});

test('a text that is nothing of these gets what to copy instead', async () => {
  expect(await understandText('cors does not work in chrome, help')).toMatchObject({
    kind: 'unknown',
    nearest: [{ title: expect.stringContaining('Chrome') }],
  });
});
