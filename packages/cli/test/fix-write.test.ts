import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codePlaceOf, render, type StackId, stacks } from '@corsmith/doctor';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { put } from '../src/fix/write/put.js';
import { readSourceFile, writeSourceFile } from '../src/fix/write/source-file.js';
import { type Change, plannedChange } from '../src/fix/write/write.js';
import { corsmithHere } from './cli-here.js';

const folder = mkdtempSync(join(tmpdir(), 'corsmith-write-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
function file(name: string, content: string | Uint8Array): string {
  const own = join(folder, String(++count));
  mkdirSync(own);
  writeFileSync(join(own, name), content);
  return join(own, name);
}

const POLICY = { origins: ['https://app.example.com'] };
const editOf = (stack: string, path: string, text: string | undefined) =>
  put(render(POLICY, stack as StackId), path, text);

/** The text with the recipe in it; putting it in once more changes nothing. */
async function edited(stack: string, path: string, text: string | undefined): Promise<string> {
  const edit = await editOf(stack, path, text);
  if (edit.kind !== 'edited') throw new Error(JSON.stringify(edit));
  expect(await editOf(stack, path, edit.text)).toEqual({ kind: 'unchanged' });
  return edit.text;
}

const why = async (stack: string, path: string, text: string | undefined) => {
  const edit = await editOf(stack, path, text);
  return edit.kind === 'refused' ? edit.why : edit.kind;
};

const USE = `app.use(cors({
  origin: ['https://app.example.com'],
  methods: ['GET', 'HEAD', 'POST'],
  allowedHeaders: [],
}));`;

describe('an app in JavaScript or TypeScript', () => {
  test('gets the code right after it is created, and the import after that of its framework', async () => {
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

  test('in CommonJS with require(), under its own name, in strict mode, behind a comment', async () => {
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

  test('inside of a function, as deep as it stands', async () => {
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
    ['fastify', 'app.ts', "import { fastify } from 'fastify';\nconst app = fastify();\n", 'await app.register(cors, {'],
    [
      'express',
      'app.js',
      "import express from 'express';\nconst app = express(); // cors comes below\n",
      'app.use(cors({',
    ],
  ])('%s in %s: %j', async (stack, path, text, code) => {
    expect(await edited(stack, path, text)).toContain(code);
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
  ])('what is not that call alone is left as it is: %s %s', async (line, call) => {
    const text = `import express from 'express';\n${line}\nconst app = express();\n${call}\n`;
    expect(await why('express', 'app.js', text)).toMatch(/is about CORS already/);
  });

  test.each([
    ['express', 'app.js', '', 'It has no statement like const app = express().'],
    ['koa', 'app.js', "import Koa from 'koa';", 'It has no statement like const app = new Koa().'],
    ['express', 'app.js', 'const app = express();', 'It has no statement like const app = express().'],
    [
      'express',
      'app.js',
      "import * as express from 'express';\nconst app = express();",
      'It has no statement like const app = express().',
    ],
    [
      'express',
      'app.js',
      "import express from 'express';\nconst a = express();\nconst b = express();",
      'It creates 2 apps, on the lines 2, 3.',
    ],
    [
      'hono',
      'app.js',
      "import { Hono } from 'hono';\nconst app = new Hono().basePath('/api');",
      'Line 2 creates the app in a larger expression: split off a statement like const app = new Hono().',
    ],
    ['express', 'app.js', "import express from 'express';\nconst app = express(), port = 1;", /larger expression/],
    ['express', 'app.js', "import express from 'express';\nlet app;\napp = express();", /larger expression/],
    [
      'express',
      'app.js',
      "import express from 'express';\nconst app = express(); app.use(auth);",
      /On line 2 more follows/,
    ],
    ['express', 'app.js', "import express from 'express';\nconst app = express(;", /Line 2 is not understood/],
    [
      'express',
      'app.js',
      "import express from 'express';\nconst app = express();\napp.use((q, s, n) => s.set('Access-Control-Allow-Origin', '*'));",
      /Line 3 is about CORS already/,
    ],
    [
      'nestjs',
      'main.ts',
      "import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(A, { cors: true });",
      /Line 2 is about CORS already/,
    ],
    ['fastify', 'app.js', "const fastify = require('fastify');\nconst app = fastify();", /no await can follow/],
    [
      'fastify',
      'app.ts',
      "import fastify from 'fastify';\nexport function build() {\n  const app = fastify();\n}",
      /On line 3 no await can follow/,
    ],
    ['express', 'app.js', undefined, 'There is no such file.'],
    ['nginx', 'nginx.conf', 'http {}', /only a person can tell/],
  ])('%s, %s, %j is left as it is', async (stack, path, text, reason) => {
    expect(await why(stack, path, text)).toMatch(reason);
  });
});

describe('an app in Python', () => {
  const APP = "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/')\ndef root():\n    return {}\n";
  const ADDED = `app.add_middleware(
    CORSMiddleware,
    allow_origins=['https://app.example.com'],
    allow_methods=['GET', 'HEAD', 'POST'],
)
`;
  const IMPORT = 'from fastapi.middleware.cors import CORSMiddleware\n';

  test('gets the middleware right after it is created, and stays what the framework makes', async () => {
    const done = await edited('fastapi', 'main.py', APP);
    expect(done).toBe(
      APP.replace('import FastAPI\n', `import FastAPI\n${IMPORT}`).replace('FastAPI()\n', `FastAPI()\n\n${ADDED}`),
    );
    expect(
      await edited('fastapi', 'main.py', APP.replaceAll('app', 'service').replace('servicei', 'fastapi')),
    ).toContain('service.add_middleware(\n    CORSMiddleware,\n');
  });

  test('behind every other middleware, since the one that is added last runs first', async () => {
    const others =
      "\n\n@app.middleware('http')\nasync def auth(request, call_next):\n    return await call_next(request)\n\n\napp.add_middleware(GZipMiddleware)  # small\n";
    const routes = "\n\n@app.get('/')\ndef root():\n    return {}\n";
    const done = await edited(
      'fastapi',
      'main.py',
      `from fastapi import FastAPI\n\napp = FastAPI()\n${others}${routes}`,
    );
    expect(done).toContain(`app.add_middleware(GZipMiddleware)  # small\n\n${ADDED}${routes}`);
  });

  test.each([
    [
      'a factory',
      'def make():\n    app = FastAPI()\n    app.add_middleware(A)\n    return app\n',
      '(A)\n\n    app.add_middleware(\n        CORS',
    ],
    [
      'an app that is handed on',
      'app = FastAPI()\nhandler = Mangum(app)\nuvicorn.run(app)\n',
      'app = FastAPI()\n\napp.add',
    ],
    [
      'a lifespan',
      'async def lifespan(app):\n    start()\n    yield\n    stop()\n\napp = FastAPI(lifespan=lifespan)\n',
      ')\n\napp.add',
    ],
    ['yield elsewhere', 'def f():\n    x = yield\n    g((yield))\n    yield # all\napp = FastAPI()\n', ')\n\napp.add'],
    ['another argument of that name', "app = FastAPI(routes=[Mount('/static', app=StaticFiles())])\n", ')\n\napp.add'],
  ])('%s', async (_, text, expected) => {
    expect(await edited('fastapi', 'main.py', `from fastapi import FastAPI\n${text}`)).toContain(expected);
  });

  test('imports go where the framework is imported', async () => {
    const flask =
      'from flask import (\n    Flask,\n    request,\n)  # both\n\ndef create_app():\n    app = Flask(__name__)\n    return app\n';
    const done = await edited('flask', 'app.py', flask);
    expect(done).toContain(
      ')  # both\nfrom flask_cors import CORS\n\ndef create_app():\n    app = Flask(__name__)\n\n    CORS(\n        app,\n',
    );
    expect(done).toContain("        return '', 204\n\n    return app\n");
    const inside = 'def create_app():\n    from flask import Flask\n    app = Flask(__name__)\n    return app\n';
    expect(await edited('flask', 'app.py', inside)).toContain(
      '\n\n    from flask import request\n    from flask_cors import CORS\n\n    CORS(\n',
    );
    const beside = 'import os; from flask import Flask; x = 1\napp = Flask(__name__)\n';
    expect(await edited('flask', 'app.py', beside)).toContain(
      '(__name__)\n\nfrom flask import request\nfrom flask_cors',
    );
  });

  test.each([
    ['fastapi', 'app = FastAPI()', 'It has no statement like app = FastAPI(…).'],
    ['fastapi', 'from fastapi import FastAPI\napp = FastAPI(\n', /Line \d is not understood as Python/],
    ['fastapi', 'from fastapi import FastAPI\na = FastAPI()\nb = FastAPI()\n', 'It creates 2 apps, on the lines 2, 3.'],
    ['fastapi', 'from fastapi import FastAPI\na = b = FastAPI()\n', /larger expression/],
    ['fastapi', `from fastapi.middleware.cors import CORSMiddleware\n${APP}`, /Line 1 is about CORS already/],
    ['flask', 'from flask import Flask\napp = Flask(__name__); app.debug = True\n', /On line 2 more follows/],
  ])('%s: %j is left as it is', async (stack, text, reason) => {
    expect(await why(stack, 'main.py', text)).toMatch(reason);
  });

  test('words in texts and comments are no code', async () => {
    const text = `${APP}\n\n# cors is missing\ndef wrap(app):\n    """app = FastAPI(): no CORS"""\n    return app\n`;
    expect(await edited('fastapi', 'main.py', text)).toContain('CORSMiddleware,\n');
  });
});

describe('other files', () => {
  test('a whole file is made where there is none', async () => {
    const { code } = render(POLICY, 'nextjs').files[0]!;
    expect(await edited('nextjs', 'src/proxy.ts', undefined)).toBe(`${code}\n`);
    expect(await why('nextjs', 'src/proxy.ts', 'export {};')).toMatch(/something else in it/);
    expect(await why('nextjs', 'app.js', undefined)).toMatch(/the file is called proxy\.ts/);
  });

  describe('rules in JSON', () => {
    const OURS = JSON.parse(render(POLICY, 'aws-s3').files[0]!.code).CORSRules[0];
    const rulesOf = (text: string) => JSON.parse(text).CORSRules;
    const other = { AllowedOrigins: ['https://b.example'], AllowedMethods: ['GET'] };

    test('come first, since the first that matches decides, and the rest keeps its form', async () => {
      const compact = '{"CORSRules":[{"AllowedOrigins":["*"],"AllowedMethods":["GET","PUT"]}]}';
      const done = await edited('aws-s3', 'cors.json', compact);
      expect(done).toBe(compact.replace('[{', `[${JSON.stringify(OURS)}, {`));
      for (const text of [
        JSON.stringify({ CORSRules: [other] }, undefined, '\t'),
        JSON.stringify({ a: [1], CORSRules: [other, other] }, undefined, 4),
        `{\n  "CORSRules": [\n    ${JSON.stringify(other)},\n    ${JSON.stringify(other)}\n  ]\n}\n`,
        '{ "CORSRules": [ ] }',
      ]) {
        const next = await edited('aws-s3', 'cors.json', text);
        expect(rulesOf(next)).toEqual([OURS, ...rulesOf(text)]);
        const rows = next.split('\n');
        if (text.includes('\n'))
          for (const row of text.split('\n')) expect(rows.splice(0, rows.indexOf(row) + 1)).toContain(row);
      }
      expect(JSON.parse(await edited('gcs', 'any.json', '[]'))).toHaveLength(1);
    });

    test('expose what the others expose to the same origins', async () => {
      const exposing = [
        { ...other, AllowedOrigins: ['https://*.example.com'], ExposeHeaders: ['ETag'] },
        { ...other, ExposeHeaders: ['X-Other'] },
      ];
      const done = await edited('aws-s3', 'cors.json', JSON.stringify({ CORSRules: exposing }));
      expect(rulesOf(done)[0]).toEqual({ ...OURS, ExposeHeaders: ['ETag'] });
    });

    test.each([
      ['[]', 'It has no list of rules under CORSRules.'],
      ['{', /It is not valid JSON/],
      [
        JSON.stringify({ CORSRules: [{ ...other, AllowedOrigins: ['*'] }, OURS] }),
        /number 2, but rule 1 matches first/,
      ],
    ])('%s is left as it is', async (text, reason) => {
      expect(await why('aws-s3', 'cors.json', text)).toMatch(reason);
    });
  });

  test('properties get lines of their own, unless some are there', async () => {
    expect(await edited('quarkus', 'application.properties', 'a=b')).toMatch(
      /^a=b\nquarkus\.http\.cors\.enabled=true\n/,
    );
    expect(await why('quarkus', 'application.properties', 'a=b\n%dev.quarkus.http.cors=true\n')).toMatch(
      /Line 2 is about CORS already/,
    );
  });

  test('what is to be taken away is left to a person', async () => {
    const recipe = { ...render(POLICY, 'nginx'), removals: [{ path: 'a', looks: ['b'], pattern: 'b' }] };
    expect(await put(recipe, 'nginx.conf', '')).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/taken away/),
    });
  });
});

describe('whatever the file and the policy', () => {
  const LINES = [
    'const x = 1;',
    '',
    '// cors',
    'app.get("/", (a, b) => b.send(1));',
    'function f() { return app; }',
    '/* app */',
    "import y from 'y';",
    'class A { b() {} }',
    '\u{1f600}',
    'if (x) {',
    '}',
    '`$`;',
  ];
  const program = fc.array(fc.constantFrom(...LINES), { maxLength: 8 });
  const origins = fc.uniqueArray(fc.constantFrom('https://a.example', 'https://*.b.example', 'http://localhost:*'), {
    minLength: 1,
  });

  test('what is written adds lines only, is the same in CRLF and with a mark, and is not written twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        program,
        program,
        origins,
        fc.constantFrom('express', 'hono', 'koa'),
        async (before, after, list, stack) => {
          const [named, made] = {
            express: ['express', 'express()'],
            hono: ['{ Hono }', 'new Hono()'],
            koa: ['Koa', 'new Koa()'],
          }[stack]!;
          const lines = [`import ${named} from '${stack}';`, ...before, `const app = ${made};`, ...after, ''];
          const recipe = render({ origins: list }, stack);
          const edit = await put(recipe, 'app.mjs', lines.join('\n'));
          if (edit.kind !== 'edited') return void expect(edit.kind).toBe('refused');
          const rows = edit.text.split('\n');
          for (const line of lines) expect(rows.splice(0, rows.indexOf(line) + 1)).toContain(line);
          expect(await put(recipe, 'app.mjs', edit.text)).toEqual({ kind: 'unchanged' });
          const windows = await put(recipe, 'app.mjs', `\ufeff${lines.join('\r\n')}`);
          expect(windows).toEqual({ kind: 'edited', text: `\ufeff${edit.text.replaceAll('\n', '\r\n')}` });
        },
      ),
      { numRuns: 30 },
    );
  });

  test('no text makes it throw, or take long', async () => {
    const spots = stacks.filter(({ id }) => codePlaceOf(id)).map(({ id }) => id);
    const hostile = ['(', '{', '"', '\\', '/*', '`$', 'a.', "'''", 'a(', '<a>'].map((text) => text.repeat(300));
    for (const text of hostile) {
      expect(await why('express', 'app.ts', text)).toMatch(/not understood|no statement/);
      expect(await why('flask', 'app.py', text)).toMatch(/not understood|no statement/);
    }
    const texts = fc.string({
      unit: fc.constantFrom(...'import express from "express"\n const app=()=>{};`$/*'),
      maxLength: 80,
    });
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.constantFrom(...spots),
        async (text, stack) => void (await editOf(stack, 'app.ts', text)),
      ),
      { numRuns: 100 },
    );
  });
});

describe('the file itself', () => {
  const APP = "import express from 'express';\nconst app = express();\n";

  test('keeps its mode, and nothing is left beside it', async () => {
    const path = file('app.js', APP);
    chmodSync(path, 0o751);
    await writeSourceFile(await readSourceFile(path), 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o777).toBe(0o751);
    expect(readdirSync(join(path, '..'))).toEqual(['app.js']);
  });

  test('that has changed meanwhile is not written over', async () => {
    const path = file('app.js', APP);
    const found = await readSourceFile(path);
    writeFileSync(path, 'changed');
    await expect(writeSourceFile(found, 'new')).rejects.toThrow(/changed meanwhile/);
    expect(readFileSync(path, 'utf8')).toBe('changed');
    expect(readdirSync(join(path, '..'))).toEqual(['app.js']);
    const fresh = await readSourceFile(join(path, '../new.js'));
    writeFileSync(join(path, '../new.js'), 'there');
    await expect(writeSourceFile(fresh, 'new')).rejects.toThrow(/changed meanwhile/);
  });

  test('is no link, folder, device, binary, and not huge', async () => {
    const path = file('app.js', APP);
    symlinkSync(path, `${path}.link`);
    await expect(readSourceFile(`${path}.link`)).rejects.toThrow(/symbolic link/);
    await expect(readSourceFile(folder)).rejects.toThrow(/no file/);
    await expect(readSourceFile('/dev/zero')).rejects.toThrow(/no file/);
    await expect(readSourceFile(file('a', Uint8Array.of(0xff)))).rejects.toThrow(/UTF-8/);
    await expect(readSourceFile(file('a', 'a\0'))).rejects.toThrow(/UTF-8/);
    await expect(readSourceFile(file('a', 'a'.repeat(1024 * 1024 + 1)))).rejects.toThrow(/1 MiB/);
    await expect(readSourceFile(join(folder, 'none/app.js'))).rejects.toThrow(/there is no folder/);
  });

  test('the difference is one that patch(1) understands', async () => {
    const path = file('app.js', APP);
    const planned = await plannedChange(render(POLICY, 'express'), path, POLICY);
    expect(planned).toHaveProperty('diff');
    const { diff } = planned as Change;
    expect(diff).toMatch(/^--- .*app\.js\n\+\+\+ .*app\.js\n@@ -1,2 \+1,9 @@\n import express/);
  });
});

describe('corsmith fix --write', () => {
  const APP = "import express from 'express';\nconst app = express();\n";
  const flags = ['fix', '--stack', 'express', '--origin', 'https://app.example.com'];

  test('shows only, until it is told --yes; then it writes once', async () => {
    const path = file('app.js', APP);
    const shown = await corsmithHere([...flags, '--write', path]);
    expect(shown).toMatchObject({ code: 2, stderr: '' });
    expect(shown.stdout).toContain("\n+import cors from 'cors';\n");
    expect(shown.stdout).toContain('Nothing was written. --yes writes it');
    expect(readFileSync(path, 'utf8')).toBe(APP);
    const written = await corsmithHere([...flags, '--write', path, '--yes']);
    expect(written).toMatchObject({ code: 0, stdout: expect.stringContaining(`✓ Written to ${path}`) });
    expect(written.stdout).toMatch(/Then {7}1\. npm install cors/);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('app.use(cors(');
    const again = await corsmithHere([...flags, '--write', path, '--yes', '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({
      fix: { stack: 'express' },
      write: { path, state: 'unchanged', diff: '' },
    });
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('says why not, exits 2, and leaves the file as it is', async () => {
    const path = file('app.js', 'const app = 1;\n');
    const { code, stdout, stderr } = await corsmithHere([...flags, '--write', path, '--yes']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /^✗ Nothing was written to \S+ It has no statement like const app = express\(\)\. Fix Express .* app\.use\(cors\(.* 1\. npm install cors/,
    );
    expect(readFileSync(path, 'utf8')).toBe('const app = 1;\n');
    expect(await corsmithHere([...flags, '--yes'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--write'),
    });
  });
});
