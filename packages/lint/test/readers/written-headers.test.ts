import { expect, test } from 'vitest';
import { hardOf, linted, onlyPolicy, shownOf } from '../linted.js';

const CORS_HEADERS = `const corsHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'authorization, x-client-info, apikey, content-type',
  'Access-Control-Allow-Methods': 'GET, POST, PUT',
};`;

test.each([
  [
    'an edge function of Deno',
    'index.ts',
    `${CORS_HEADERS}
Deno.serve(async (req) => {
  if (req.method === 'OPTIONS') return new Response('ok', { headers: corsHeaders });
  const { name } = await req.json();
  return new Response(JSON.stringify({ name }), { headers: { ...corsHeaders, 'Content-Type': 'application/json' } });
});`,
  ],
  [
    'a worker',
    'worker.js',
    `${CORS_HEADERS}
export default {
  async fetch(request, env) {
    if (request.method === 'OPTIONS') {
      return new Response(null, { status: 204, headers: corsHeaders });
    }
    const response = await fetch('https://upstream.example.com');
    const copy = new Response(response.body, response);
    for (const [name, value] of Object.entries(corsHeaders)) copy.headers.set(name, value);
    copy.headers.set('Access-Control-Allow-Origin', '*');
    return copy;
  },
};`,
  ],
  [
    'a Lambda function',
    'handler.mjs',
    `export const handler = async (event) => {
  const headers = {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': 'authorization, x-client-info, apikey, content-type',
    'Access-Control-Allow-Methods': 'GET, POST, PUT',
  };
  if (event.httpMethod === 'OPTIONS') return { statusCode: 200, headers, body: '' };
  const item = await db.get(event.pathParameters.id);
  if (!item) return { statusCode: 404, headers, body: 'not found' };
  return { statusCode: 200, headers, body: JSON.stringify(item) };
};`,
  ],
  [
    'a middleware of Express',
    'app.js',
    `const express = require('express');
const app = express();
app.use(function (req, res, next) {
  res.header('Access-Control-Allow-Origin', '*');
  res.header('Access-Control-Allow-Headers', 'authorization, x-client-info, apikey, content-type');
  res.header('Access-Control-Allow-Methods', 'GET, POST, PUT');
  if (req.method === 'OPTIONS') {
    return res.sendStatus(204);
  }
  next();
});`,
  ],
  [
    'node:http',
    'server.js',
    `const http = require('node:http');
http.createServer((req, res) => {
  res.setHeader('Access-Control-Allow-Origin', '*');
  res.setHeader('Access-Control-Allow-Headers', 'authorization, x-client-info, apikey, content-type');
  res.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT');
  if (req.method === 'OPTIONS') { res.writeHead(204); res.end(); return; }
  res.end('ok');
}).listen(0);`,
  ],
  [
    'Koa',
    'app.js',
    `const Koa = require('koa');
const app = new Koa();
app.use(async (ctx, next) => {
  ctx.set('Access-Control-Allow-Origin', '*');
  ctx.set('Access-Control-Allow-Headers', 'authorization, x-client-info, apikey, content-type');
  ctx.set('Access-Control-Allow-Methods', 'GET, POST, PUT');
  if (ctx.method === 'OPTIONS') { ctx.status = 204; return; }
  await next();
});`,
  ],
  [
    'route handlers of Next',
    'app/api/items/route.ts',
    `import { NextResponse } from 'next/server';
${CORS_HEADERS}
export async function OPTIONS() { return NextResponse.json({}, { headers: corsHeaders }); }
export async function GET(request: Request) {
  return NextResponse.json({ items: [] }, { headers: corsHeaders });
}`,
  ],
])('headers that %s writes are its policy', async (_, path, text) => {
  const result = await linted({ [path]: text });
  expect(hardOf(result)).toEqual([]);
  expect(onlyPolicy(result)).toMatchObject({ origins: '*', credentials: false });
});

const echoing = (more: string) => `const express = require('express');
const app = express();
app.use((req, res, next) => {
  ${more}
  res.setHeader('Access-Control-Allow-Credentials', 'true');
  res.setHeader('Access-Control-Allow-Headers', 'Content-Type');
  res.setHeader('Access-Control-Allow-Methods', 'GET,POST,PUT');
  if (req.method === 'OPTIONS') return res.status(204).end();
  next();
});`;

test.each([
  [
    'req.headers.origin',
    "res.setHeader('Vary', 'Origin'); res.setHeader('Access-Control-Allow-Origin', req.headers.origin);",
  ],
  [
    'a default',
    "res.vary('Origin'); const origin = req.get('origin') || '*'; res.header('Vary', 'Origin'); res.setHeader('Access-Control-Allow-Origin', origin);",
  ],
  [
    'a condition that always holds',
    "const { origin } = req.headers; res.set('Vary', 'Origin'); if (origin) { res.setHeader('Access-Control-Allow-Origin', origin); }",
  ],
])('the Origin sent back with credentials is insecure: %s', async (_, more) => {
  const result = await linted({ 'app.js': echoing(more) });
  expect(shownOf(result)).toEqual(['insecure any-origin-with-credentials 4']);
});

test('a list is the policy, and Vary is required', async () => {
  const result = await linted({
    'app.js': echoing(
      "const allowed = ['https://a.example.com']; const origin = req.headers.origin; if (allowed.includes(origin)) res.setHeader('Access-Control-Allow-Origin', origin);",
    ),
  });
  expect(onlyPolicy(result)).toMatchObject({ origins: ['https://a.example.com'], credentials: true });
  expect(shownOf(result)).toEqual(['fragile missing-vary 4']);
});

test('* with credentials, written by hand, is broken', async () => {
  const result = await linted({ 'app.js': echoing("res.setHeader('Access-Control-Allow-Origin', '*');") });
  expect(hardOf(result)).toEqual(['broken wildcard-with-credentials 4']);
});

test('several origins in one header are broken', async () => {
  const result = await linted({
    'app.js': echoing("res.setHeader('Access-Control-Allow-Origin', 'https://a.example.com, https://b.example.com');"),
  });
  expect(hardOf(result)).toEqual(['broken origin-never-matches 4']);
});

test.each([
  [
    'fetch',
    "export const load = async (request) => fetch('/api', { headers: { 'Access-Control-Allow-Origin': '*' } });",
  ],
  [
    'axios',
    "import axios from 'axios';\nexport const save = (event) => axios.post('/api', {}, { headers: { 'Access-Control-Allow-Origin': '*' }, withCredentials: true });",
  ],
  [
    'Angular',
    "export class Api { send(request: unknown) { const headers = new HttpHeaders().set('Access-Control-Allow-Origin', '*'); return this.http.post('/api', request, { headers }); } }",
  ],
  [
    'an interceptor',
    "axios.interceptors.request.use((request) => { request.headers['Access-Control-Allow-Origin'] = '*'; return request; });",
  ],
])('a page that sends the header itself is no configuration: %s', async (_, text) => {
  const result = await linted({ 'client.ts': text });
  expect(result).toMatchObject({ policies: [], findings: [] });
});

test('a value of the environment is unknown', async () => {
  const result = await linted({
    'app.js': echoing("res.setHeader('Access-Control-Allow-Origin', process.env.ORIGIN);"),
  });
  expect(hardOf(result)).toEqual([]);
  expect(onlyPolicy(result)).toBeNull();
});

test('no preflight gets a permission, while the app parses JSON', async () => {
  const result = await linted({
    'app.js': `const express = require('express');
      const app = express();
      app.use(express.json());
      app.use((req, res, next) => {
        res.set('Access-Control-Allow-Origin', '*');
        next();
      });`,
  });
  expect(shownOf(result)).toEqual(['broken permissions-missing 5']);
});

test('a list of origins from elsewhere is unknown, and nothing is made up', async () => {
  const result = await linted({
    'app.js': echoing(
      "const origin = req.headers.origin; res.set('Vary', 'Origin'); if (config.origins.length === 0 || config.origins.includes(origin)) res.setHeader('Access-Control-Allow-Origin', origin);",
    ),
  });
  expect(hardOf(result)).toEqual([]);
  expect(onlyPolicy(result)).toBeNull();
});

test.each(["response.vary('Origin');", "vary(response, 'Origin');", "response.setHeader('Vary', 'Origin');"])(
  'Vary is set by %s',
  async (line) => {
    const text = `
      const ORIGINS = ['https://app.example.com', 'https://app.example.org'];
      app.use((request, response, next) => {
        const origin = request.headers.origin;
        ${line}
        if (ORIGINS.includes(origin)) response.setHeader('Access-Control-Allow-Origin', origin);
        next();
      });
    `;
    expect(shownOf(await linted({ 'app.js': text })).filter((one) => one.includes('vary'))).toEqual([]);
    const without = { 'app.js': text.replace(line, '') };
    expect(shownOf(await linted(without)).filter((one) => one.includes('vary'))).toHaveLength(1);
  },
);
