import { expect, test } from 'vitest';
import { edited, refusal } from './edited.js';

const USE = `app.use(cors({
  origin: ['https://app.example.com'],
  methods: ['GET', 'HEAD', 'POST'],
  allowedHeaders: [],
}));`;

test('the code goes right after the app is created, the import after that of the framework', async () => {
  expect(
    await edited(
      'express',
      'app.js',
      "import express from 'express';\nimport x from 'x';\n\nconst app = express();\napp.use(x);\n",
    ),
  ).toBe(
    `import express from 'express';\nimport cors from 'cors';\nimport x from 'x';\n\nconst app = express();\n\n${USE}\n\napp.use(x);\n`,
  );
});

test('CommonJS with require(), another name, strict mode, a trailing comment', async () => {
  const text =
    "#!/usr/bin/env node\n'use strict'\nconst express = require('express')\nconst server = express() // ours\n\nserver.listen(1)\n";
  const done = await edited('express', 'server.cjs', text);
  expect(done).toContain(
    "const express = require('express')\nconst cors = require('cors');\nconst server = express() // ours\n\nserver.use(cors({",
  );
  expect(await edited('express', 'app.js', "const app = require('express')();\napp.listen(1);\n")).toContain(
    "const cors = require('cors');\nconst app = require('express')();\n\napp.use(cors({",
  );
});

test('inside a function, with its indentation', async () => {
  const nest =
    "import { NestFactory } from '@nestjs/core';\n\nasync function bootstrap() {\n\tconst app = await NestFactory.create(AppModule);\n\tawait app.listen(3000);\n}\n";
  expect(await edited('nestjs', 'main.ts', nest)).toContain('create(AppModule);\n\n\tapp.enableCors({\n');
  const fastify =
    "const Fastify = require('fastify');\nasync function start() {\n  const app = Fastify({ logger: true });\n}\n";
  expect(await edited('fastify', 'app.js', fastify)).toContain('\n\n  await app.register(cors, {\n');
});

test.each([
  [
    'hono',
    'app.ts',
    "import { Hono as H } from 'hono';\nexport const api = new H<{ Bindings: Env }>({ strict: false });\n",
    "api.use('/*', cors(",
  ],
  ['koa', 'app.mjs', "import Koa from 'koa';\nconst app = new Koa();\n", 'app.use(cors({'],
  ['h3', 'app.ts', "import { H3, serve } from 'h3';\nconst app: H3 = new H3();", 'app.use((event) => handleCors('],
  [
    'express',
    'app.tsx',
    "import express, { type Express } from 'express';\nconst app: Express = express();\n",
    'app.use(cors({',
  ],
  ['fastify', 'app.ts', "import { fastify } from 'fastify';\nconst app = fastify();\n", '\napp.register(cors, {'],
  [
    'fastify',
    'app.js',
    "const app = require('fastify')({ logger: true })\n\napp.listen({ port: 0 })\n",
    '\napp.register(cors, {',
  ],
  [
    'fastify',
    'app.ts',
    "import fastify from 'fastify';\nexport function build() {\n  const app = fastify();\n}",
    '\n  app.register(cors, {',
  ],
  [
    'express',
    'app.js',
    "import express from 'express';\nconst app = express(); // cors comes below\n",
    'app.use(cors({',
  ],
])('%s in %s: %j', async (stack, path, text, code) => {
  expect(await edited(stack, path, text)).toContain(code);
});

test.each(['', 'await '])('fastify: with and without await it is the same call: "%s"', async (wait) => {
  const text = `import fastify from 'fastify';\nimport cors from '@fastify/cors';\nconst app = fastify();\n\n${wait}app.register(cors, {\n  origin: [],\n});\n`;
  const done = await edited('fastify', 'app.js', text);
  expect(done).toContain(`\n\n${wait}app.register(cors, {\n  origin: ['https://app.example.com'],`);
  expect(done.match(/register/g)).toHaveLength(1);
});

const CREATION = /^(?:export )?const app.*$/m;

test.each([
  [
    'hono',
    'app.ts',
    "import { Hono } from 'hono'\nconst app = new Hono().basePath('/api')\n",
    "import { cors } from 'hono/cors';",
  ],
  [
    'express',
    'app.js',
    "var express = require('express');\nconst app = module.exports = express();\n",
    "const cors = require('cors');",
  ],
  [
    'koa',
    'app.js',
    "const Koa = require('koa');\nconst app = exports = module.exports = new Koa();\n",
    "const cors = require('@koa/cors');",
  ],
  [
    'express',
    'app.js',
    "const http = require('http'), express = require('express');\nconst app = express();\n",
    "const cors = require('cors');",
  ],
  [
    'express',
    'app.js',
    "const express = require('express')\n    , http = require('http');\nconst app = express();\n",
    "const cors = require('cors');",
  ],
  [
    'express',
    'app.ts',
    "import * as express from 'express';\nconst app = express();\n",
    "import * as cors from 'cors';",
  ],
  [
    'express',
    'app.ts',
    "import express = require('express');\nconst app = express();\n",
    "import cors = require('cors');",
  ],
  [
    'fastify',
    'app.ts',
    "import fastify from 'fastify';\nconst app = fastify().withTypeProvider<TypeBoxTypeProvider>();\n",
    "import cors from '@fastify/cors';",
  ],
  [
    'express',
    'app.js',
    "const express = require('express')\nconst app = express()\n\n;(async () => {})()\n",
    "const cors = require('cors');",
  ],
])('%s in %s: %j, as people write it', async (stack, path, text, line) => {
  const done = await edited(stack, path, text);
  const creation = CREATION.exec(text)![0];
  const from = done.indexOf(creation);
  expect(done.slice(0, from)).toContain(`${line}\n`);
  expect(done.slice(from + creation.length)).toMatch(/^\n\napp\.(?:use|register)\(/);
  const without = done.replace(`${line}\n`, '').replace(/app\.(?:use|register)\([\s\S]*?\n\}\)*;/, '');
  expect(without.replace(/\n+/g, '\n')).toBe(text.replace(/\n+/g, '\n'));
});

test.each([
  ['express', "import cors from 'cors';", 'app.use(cors());'],
  ['express', 'import cors from "cors"', "app.use(cors({ origin: 'https://old.example' }))"],
  ['hono', "import { cors } from 'hono/cors';", "app.use('/*', cors({\n  origin: ['https://old.example'],\n}));"],
])('%s: what an earlier run wrote with another policy is replaced: %s %s', async (stack, line, call) => {
  const [named, made] = stack === 'hono' ? ['{ Hono }', 'new Hono()'] : ['express', 'express()'];
  const text = `import ${named} from '${stack}';\n${line}\nconst app = ${made};\n\n${call}\n\napp.get('/', f);\n`;
  const done = await edited(stack, 'app.js', text);
  expect(done).not.toContain('old.example');
  expect(done.replace(/cors\(\{[\s\S]*?\}\)\);/, 'HERE')).toBe(text.replace(/cors\([\s\S]*?\)\);?(?=\n\n)/, 'HERE'));
});

test.each([
  ["import cors from 'cors';", 'app.use(cors({ origin: a }), other({ b: 1 }));'],
  ["import cors from 'cors';", "app.use('/api', cors());"],
  ["import cors from 'cors';", 'app.use(auth);\napp.use(cors());'],
  ["import cors from 'cors';", "app.use(cors());\napp.options('*', cors());"],
  ["import cors from './my-cors';", 'app.use(cors());'],
])('any other call is left unchanged: %s %s', async (line, call) => {
  const text = `import express from 'express';\n${line}\nconst app = express();\n${call}\n`;
  expect(await refusal('express', 'app.js', text)).toMatch(/already configures CORS/);
});

test.each([
  ['express', 'app.js', '', 'The file has no statement like const app = express().'],
  ['koa', 'app.js', "import Koa from 'koa';", 'The file has no statement like const app = new Koa().'],
  ['express', 'app.js', 'const app = express();', 'The file has no statement like const app = express().'],
  [
    'express',
    'app.js',
    "import express from 'express';\nconst a = express();\nconst b = express();",
    'The file creates 2 apps, on lines 2, 3.',
  ],
  [
    'hono',
    'app.js',
    "import { Hono } from 'hono';\nconst app = new Hono().get('/', f);",
    'Line 2 creates the app inside a larger expression. Split off a statement like const app = new Hono().',
  ],
  ['express', 'app.js', "import express from 'express';\nconst app = (window.api = express());", /larger expression/],
  ['express', 'app.js', "import express from 'express';\nconst app = express(), port = 1;", /larger expression/],
  ['express', 'app.js', "import express from 'express';\nlet app;\napp = express();", /larger expression/],
  [
    'express',
    'app.js',
    "import express from 'express';\nconst app = express(); app.use(auth);",
    /On line 2, more code follows/,
  ],
  ['express', 'app.js', "import express from 'express';\nconst app = express(;", /Line 2 is not valid/],
  [
    'express',
    'app.js',
    "import express from 'express';\nconst app = express();\napp.use((q, s, n) => s.set('Access-Control-Allow-Origin', '*'));",
    /Line 3 already configures CORS/,
  ],
  [
    'nestjs',
    'main.ts',
    "import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(A, { cors: true });",
    /Line 2 already configures CORS/,
  ],
  ['express', 'app.js', undefined, 'The file does not exist.'],
  ['nginx', 'nginx.conf', 'http {}', /right place for the code/],
])('%s, %s, %j is left unchanged', async (stack, path, text, reason) => {
  expect(await refusal(stack, path, text)).toMatch(reason);
});
