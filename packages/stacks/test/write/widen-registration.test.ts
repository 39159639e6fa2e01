import type { PolicyConfig } from '@corsmith/server';
import { expect, test } from 'vitest';
import { widenRegistration } from '../../src/write/widen-registration.js';

const policy: PolicyConfig = {
  origins: ['http://localhost:5173'],
  credentials: true,
  methods: ['PUT'],
  requestHeaders: ['x-api-key'],
  responseHeaders: ['X-Total'],
};

const EXPRESS = "import cors from 'cors';\nimport express from 'express';\n\nconst app = express();\n";

/** The text with the policy in its own registration. Widening it again changes nothing. */
function widened(path: string, text: string, config = policy): string {
  const edit = widenRegistration(path, text, config);
  if (edit?.kind !== 'edited') throw new Error(JSON.stringify(edit));
  expect(widenRegistration(path, edit.text, config)).toEqual({ kind: 'unchanged' });
  return edit.text;
}

test('an origin is added to the list that is there', () => {
  const text = `${EXPRESS}app.use(cors({ origin: ['https://app.example.com'], credentials: true, exposedHeaders: 'X-Total' }));\n`;
  expect(widened('app.js', text)).toContain("origin: ['https://app.example.com', 'http://localhost:5173'],");
});

test('a single origin becomes a list; a list in a constant grows there; missing options are added', () => {
  expect(widened('app.js', `${EXPRESS}app.use(cors({ origin: 'https://app.example.com' }));\n`)).toContain(
    "cors({ origin: ['https://app.example.com', 'http://localhost:5173']",
  );
  const text = `${EXPRESS}const allowed = ['https://app.example.com'];\napp.use(cors({\n  origin: allowed,\n  methods: 'GET,POST',\n  allowedHeaders: ['authorization'],\n}));\n`;
  const after = widened('app.js', text);
  expect(after).toContain("const allowed = ['https://app.example.com', 'http://localhost:5173'];");
  expect(after).toContain("methods: 'GET,POST,PUT',");
  expect(after).toContain("allowedHeaders: ['authorization', 'x-api-key'],\n  ");
  expect(after).toContain('\n  credentials: true');
  expect(after).toContain("\n  exposedHeaders: ['X-Total']");
});

test('the options of Hono, Koa, Fastify and Nest have their own names', () => {
  const hono =
    "import { Hono } from 'hono';\nimport { cors } from 'hono/cors';\nconst app = new Hono();\napp.use('*', cors({ origin: ['https://a.example'] }));\n";
  expect(widened('app.ts', hono)).toContain("exposeHeaders: ['X-Total']");
  const fastify =
    "const cors = require('@fastify/cors');\nconst app = require('fastify')();\napp.register(cors, { origin: ['https://a.example'] });\n";
  expect(widened('app.js', fastify)).toContain("methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']");
  const nest =
    "import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(AppModule);\napp.enableCors({ origin: ['https://a.example'] });\n";
  expect(widened('main.ts', nest)).toContain("origin: ['https://a.example', 'http://localhost:5173']");
});

test('what code decides is left to its author', () => {
  const text = `${EXPRESS}app.use(cors({ origin: (origin, done) => done(null, isOurs(origin)) }));\n`;
  expect(widenRegistration('app.js', text, policy)).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining('Line 5'),
  });
  expect(widenRegistration('app.js', `${EXPRESS}app.use(cors({ origin: '*' }));\n`, policy)).toMatchObject({
    kind: 'refused',
  });
  expect(widenRegistration('app.js', EXPRESS, policy)).toBeUndefined();
});

test('* stays * without credentials', () => {
  const { credentials: _, ...open } = policy;
  expect(widened('app.js', `${EXPRESS}app.use(cors({ origin: '*' }));\n`, open as PolicyConfig)).toContain(
    "origin: '*',",
  );
});

test('Python: lists of FastAPI and Flask grow', () => {
  const fastapi = `from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\n\napp = FastAPI()\norigins = ["https://app.example.com"]\napp.add_middleware(\n    CORSMiddleware,\n    allow_origins=origins,\n    allow_methods=["GET"],\n)\n`;
  const after = widened('main.py', fastapi);
  expect(after).toContain(`origins = ["https://app.example.com", 'http://localhost:5173']`);
  expect(after).toContain(`allow_methods=["GET", 'PUT']`);
  expect(after).toContain('    allow_credentials=True');
  expect(after).toContain("    allow_headers=['x-api-key']");
  const flask = `from flask import Flask\nfrom flask_cors import CORS\napp = Flask(__name__)\nCORS(app, origins="https://app.example.com", supports_credentials=True)\n`;
  expect(widened('app.py', flask)).toContain(`origins=["https://app.example.com", 'http://localhost:5173']`);
  const any = `app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"])\n`;
  expect(widenRegistration('main.py', any, policy)).toMatchObject({ kind: 'refused' });
});
