import { expect, test } from 'vitest';
import { lintText, START, tried } from '../src/lint/lint-text.js';

const NGINX = 'location /api {\n  add_header Access-Control-Allow-Origin https://app.example.com always;\n}\n';

test.each([
  ['nginx.conf', NGINX],
  [
    'server.js',
    "const app = require('express')();\nconst cors = require('cors');\napp.use(cors({ origin: 'https://a.example' }));\n",
  ],
  [
    'main.py',
    "from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\napp = FastAPI()\napp.add_middleware(CORSMiddleware, allow_origins=['https://a.example'])\n",
  ],
  [
    'ingress.yaml',
    'kind: Ingress\nmetadata:\n  annotations:\n    nginx.ingress.kubernetes.io/enable-cors: "true"\n    nginx.ingress.kubernetes.io/cors-allow-origin: https://a.example\n',
  ],
  ['.htaccess', 'Header always set Access-Control-Allow-Origin "https://a.example"\n'],
  ['cors.json', '[{ "AllowedOrigins": ["https://a.example"], "AllowedMethods": ["GET"] }]'],
])('%s is detected by its text', async (name, text) => {
  const linted = await lintText(text, '');
  expect([linted?.name, linted?.policies.length]).toEqual([name, 1]);
});

test('nothing is made of other texts', async () => {
  for (const text of ['', 'hello', 'x'.repeat(2_000_000)]) expect(await lintText(text, '')).toBeUndefined();
});

test('what if: the verdict of each browser', async () => {
  const reading = (await lintText(NGINX, ''))?.policies[0]?.reading;
  if (!reading) throw new Error('nothing read');
  const allowed = async (changed: Partial<typeof START>) =>
    (await tried(reading, { ...START, ...changed })).outcomes.map((one) => one.allowed);
  expect(await allowed({})).toEqual([true, true, true]);
  expect(await allowed({ origin: 'https://other.example' })).toEqual([false, false, false]);
  expect(await allowed({ method: 'DELETE' })).toEqual([false, false, false]);
  expect(await tried(reading, { ...START, headers: 'nonsense' })).toMatchObject({
    outcomes: [],
    problem: expect.stringContaining('colon'),
  });
  expect((await tried(reading, { ...START, origin: 'no origin' })).problem).toBeDefined();
});
