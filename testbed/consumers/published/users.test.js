// A test of Jest in CommonJS, with no flag of Node and nothing that transforms modules.
const { createServer } = require('node:http');
const { createFetch } = require('@corsmith/fetch');
const { createPolicy } = require('@corsmith/server');
const { cors } = require('@corsmith/server/node');
require('@corsmith/fetch/jest');

const request = { url: 'https://api.example.com/users', method: 'PUT', credentials: 'include' };
const origin = 'https://app.example.com';
const handle = cors(createPolicy({ origins: [origin], credentials: true, methods: ['PUT'] }));
const app = createServer((incoming, response) => handle(incoming, response, () => response.end('Ada')));

test('the page reads the response, and others do not', async () => {
  const response = await createFetch({ origin, app })(request.url, request);
  expect(await response.text()).toBe('Ada');
  await expect(app).toAllow({ ...request, origin });
  await expect(app).toDeny({ ...request, origin: 'https://evil.example' });
});
