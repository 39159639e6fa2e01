// A test of Jest in CommonJS, with no flag of Node and nothing that transforms modules.
const { createServer } = require('node:http');
const { createFetch } = require('@corsmith/fetch');
const { createPolicy } = require('@corsmith/server');
const { cors } = require('@corsmith/server/node');
require('@corsmith/fetch/jest');

const asked = { url: 'https://api.example.com/users', method: 'PUT', credentials: 'include' };
const origin = 'https://app.example.com';
const handle = cors(createPolicy({ origins: [origin], credentials: true, methods: ['PUT'] }));
const app = createServer((request, response) => handle(request, response, () => response.end('Ada')));

test('the page reads the response, and others do not', async () => {
  const response = await createFetch({ origin, app })(asked.url, asked);
  expect(await response.text()).toBe('Ada');
  await expect(app).toAllow({ ...asked, origin });
  await expect(app).toDeny({ ...asked, origin: 'https://evil.example' });
});
