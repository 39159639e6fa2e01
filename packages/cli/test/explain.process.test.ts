import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, corsmith } from './built-cli.js';

beforeAll(build);

const folder = mkdtempSync(join(tmpdir(), 'corsmith-explain-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `corsmith explain` with that text on its standard input. */
const explain = (input: string, ...args: readonly string[]) =>
  corsmith(['explain', ...args], { input, env: { NO_COLOR: '1' } });

const file = (name: string, content: string) => {
  const path = join(folder, name);
  writeFileSync(path, content, /^\x89/.test(content) ? 'latin1' : 'utf8');
  return path;
};

const MESSAGE =
  "Access to fetch at 'https://api.example.com/users?access_token=abcdefgh' from origin 'https://app.example.com' has been blocked by CORS policy: Request header field x-api-key is not allowed by Access-Control-Allow-Headers in preflight response.";

describe('a message', () => {
  test('is explained from an argument, from standard input and from a file alike', async () => {
    const [argument, piped, dash, path] = await Promise.all([
      explain('', MESSAGE),
      explain(`app.js:12 ${MESSAGE}\napp.js:12 TypeError: Failed to fetch`),
      explain(MESSAGE, '-'),
      explain('', file('console.txt', MESSAGE)),
    ]);
    expect(argument).toMatchObject({ code: 1, stderr: '' });
    expect(argument.stdout).toContain('header-not-allowed');
    expect(argument.stdout).toContain("-H 'x-api-key: ***'");
    expect(argument.stdout).not.toContain('abcdefgh');
    for (const other of [piped, dash, path]) expect(other).toEqual(argument);
  });

  test('its secrets are shown on request, and then the command can be run', async () => {
    const { stdout } = await explain(MESSAGE, '--show-secrets');
    expect(stdout).toContain("corsmith check 'https://api.example.com/users?access_token=abcdefgh'");
  });

  test('is JSON for programs', async () => {
    const { code, stdout } = await explain(MESSAGE, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      source: 'console',
      explanations: [
        {
          message: {
            kind: 'error',
            engine: 'chromium',
            code: 'HeaderDisallowedByPreflightResponse',
            stage: 'preflight',
          },
          causes: [{ id: 'header-not-allowed' }],
          request: { origin: 'https://app.example.com' },
        },
      ],
    });
  });

  test('that is not about CORS is named for what it is, and is no blocked request', async () => {
    const { code, stdout } = await explain(
      "Refused to connect to 'https://a.test/' because it violates the following Content Security Policy directive: \"connect-src 'self'\".",
    );
    expect(code).toBe(0);
    expect(stdout).toContain('Not about CORS');
    expect(stdout).toContain('Content-Security-Policy');
  });

  test('can’t command the terminal', async () => {
    const { stdout } = await explain(MESSAGE.replace('x-api-key', 'x\x1b]0;evil\x07\x9b2J\u202e'));
    expect(stdout).not.toMatch(/[\x1b\x07\x9b\u202e]/);
  });

  test.each([[''], ['Hello, why does it not work?'], ['{"log":{"entries":7}}']])(
    '%j is not understood: exit 2',
    async (text) => {
      expect(await explain(text)).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(/^corsmith: .*\n/),
      });
    },
  );
});

test.each([
  ['nofile.har', 'nofile.har does not exist.'],
  ['missing/message', 'missing/message does not exist.'],
  ['.', '. is a folder, not a file.'],
  ['screenshot.png', 'screenshot.png does not exist.'],
  [file('shot', '\x89PNG\r\n'), 'shot is an image, not text.'],
  [file('trace.zip', 'PK\x03\x04'), 'trace.zip is an archive, not text.'],
  ['', 'The text is empty.'],
  [file('empty.txt', ' \n'), 'empty.txt is empty.'],
  [file('empty.har', '{"log":{"entries":[]}}'), 'The HAR has no requests.'],
])('%j has a sentence of its own: exit 2', async (argument, sentence) => {
  const { code, stdout, stderr } = await corsmith(['explain', argument], { env: { NO_COLOR: '1' } });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.replace(/\s+/g, ' ')).toContain(sentence);
});

test('a HAR of requests to the page’s own origin gets no tick', async () => {
  const own = JSON.stringify({
    log: {
      entries: [
        { request: { method: 'GET', url: 'https://a.test/', headers: [] }, response: { status: 200, headers: [] } },
      ],
    },
  });
  const { code, stdout } = await explain(own);
  expect(code).toBe(0);
  expect(stdout).toContain('No cross-origin request was recorded');
  expect(stdout).not.toContain('✓');
});

describe('what developer tools copy or save', () => {
  const CURL = `curl 'https://api.example.com/users' -X PUT -H 'origin: https://app.example.com' -H 'authorization: Bearer abcdefgh' -H 'sec-fetch-mode: cors' --data-raw '{"a":1}'`;

  test('becomes the command that checks it', async () => {
    const { code, stdout } = await explain(CURL, '--show-secrets');
    expect(code).toBe(0);
    expect(stdout.replace(/ \\\n\s+/g, ' ')).toContain(
      `corsmith check https://api.example.com/users --origin https://app.example.com -X PUT -H 'authorization: Bearer abcdefgh' -H 'Content-Type: application/x-www-form-urlencoded' --data '{"a":1}'`,
    );
    expect((await explain(CURL)).stdout).not.toContain('abcdefgh');
    expect(JSON.parse((await explain(CURL, '--json')).stdout)).toMatchObject({
      source: 'curl',
      requests: [{ secrets: ['authorization'] }],
    });
  });

  const har = (status: number, headers: readonly object[]) =>
    JSON.stringify({
      log: {
        version: '1.2',
        entries: [
          {
            _resourceType: 'fetch',
            request: {
              method: 'GET',
              url: 'https://api.example.com/users',
              headers: [
                { name: 'origin', value: 'https://app.example.com' },
                { name: 'authorization', value: 'Bearer abcdefgh' },
              ],
            },
            response: { status, headers },
          },
        ],
      },
    });

  test('a HAR is judged by its responses', async () => {
    const blocked = await explain('', file('blocked.har', har(500, [])));
    expect(blocked).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('1 request to other origins: 1 blocked'),
    });
    expect(blocked.stdout).toContain('response-without-headers-on-error');
    const allowed = har(200, [{ name: 'access-control-allow-origin', value: '*' }]);
    const withPreflight = await explain(allowed, '--json');
    expect(withPreflight.code).toBe(0);
    expect(JSON.parse(withPreflight.stdout)).toMatchObject({ source: 'har', requests: [{ verdict: 'allowed' }] });
    expect(withPreflight.stdout).not.toContain('abcdefgh');
  });

  test('a broken HAR says what is wrong and where, and exits 2', async () => {
    const broken = await explain('', file('broken.har', har(200, []).slice(0, -12)));
    expect(broken).toMatchObject({ code: 2, stdout: '' });
    expect(broken.stderr).toMatch(/The HAR is not JSON: it breaks off [\s\S]*\n {10}Line 1, column \d+\n/);
    const odd = await explain('', file('odd.har', har(200, [{ name: 'x' }])));
    expect(odd).toMatchObject({ code: 2, stderr: expect.stringContaining('log.entries[0].response.headers') });
  });
});

describe('--check', () => {
  /** A server that allows this origin, or none; it keeps what it was sent. */
  async function server(allowed: string | undefined) {
    const bodies: string[] = [];
    const listening = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      request.on('end', () => {
        if (request.method === 'POST') bodies.push(body);
        response.writeHead(200, {
          Vary: 'Origin',
          ...(allowed !== undefined && {
            'Access-Control-Allow-Origin': allowed,
            'Access-Control-Allow-Headers': 'content-type',
          }),
        });
        response.end('{}');
      });
    }).listen(0, '127.0.0.1');
    await once(listening, 'listening');
    return {
      url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}/users`,
      bodies,
      close: () => listening.close(),
    };
  }
  const messageOf = (url: string) =>
    `Access to fetch at '${url}' from origin 'http://localhost:5173' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`;

  test('sends the request to the server itself, and exits as check does', async () => {
    const [closed, open] = await Promise.all([server(undefined), server('http://localhost:5173')]);
    try {
      const [blocked, allowed] = await Promise.all([
        explain(messageOf(closed.url), '--check'),
        explain(messageOf(open.url), '--check', '--json'),
      ]);
      expect(blocked).toMatchObject({
        code: 1,
        stdout: expect.stringContaining('✗ Blocked in Chrome, Firefox and Safari'),
      });
      expect(allowed.code).toBe(0);
      expect(JSON.parse(allowed.stdout)).toMatchObject({
        source: 'console',
        diagnosis: { verdict: { webkit: { allowed: true } } },
      });
    } finally {
      closed.close();
      open.close();
    }
    expect(await explain(messageOf(closed.url), '--check')).toMatchObject({ code: 3 });
  });

  test('wants to know the page where the text does not name it', async () => {
    const { url, close } = await server('https://app.example.com');
    try {
      const text = `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${url}. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.`;
      expect(await explain(text, '--check')).toMatchObject({ code: 2, stderr: expect.stringContaining('--origin') });
      expect(await explain(text, '--check', '--origin', 'https://app.example.com')).toMatchObject({ code: 0 });
    } finally {
      close();
    }
  });

  test('sends a body as it is, also one that looks like the name of a file', async () => {
    const { url, bodies, close } = await server('https://app.example.com');
    try {
      const text = `fetch("${url}", { "headers": { "content-type": "application/json" }, "referrer": "https://app.example.com/", "body": "@/etc/hostname", "method": "POST" });`;
      expect(await explain(text, '--check', '--send')).toMatchObject({ code: 0 });
      expect(new Set(bodies)).toEqual(new Set(['@/etc/hostname']));
    } finally {
      close();
    }
  });
});

describe('code and configuration', () => {
  test('is handed over to lint, from a file and pasted', async () => {
    const nginx =
      'location / {\n  add_header Access-Control-Allow-Origin *;\n  add_header Access-Control-Allow-Credentials true;\n}\n';
    const [named, pasted, json, fragment] = await Promise.all([
      explain('', file('site.conf', nginx)),
      explain(nginx),
      explain(nginx, '--json'),
      explain("app.use(cors({ origin: '*', credentials: true }));\napp.listen(3000);\n"),
    ]);
    expect(named).toMatchObject({ code: 1, stderr: '' });
    expect(named.stdout).toMatch(/corsmith lint [\s\S]*wildcard-with-credentials/);
    expect(pasted.stdout).toContain('wildcard-with-credentials');
    expect(JSON.parse(json.stdout)).toMatchObject({ source: 'configuration', policies: [{ stack: 'nginx' }] });
    expect(fragment.stdout).toContain('server.ts:1');
  });

  test('is nothing that a browser printed', async () => {
    const message = await explain(`${MESSAGE}\nour code: app.use(cors({ origin: '*' }))`);
    expect(message.stdout).toContain('header-not-allowed');
  });
});

describe('--report', () => {
  test('prints the text and the result, cleaned and masked', async () => {
    const { code, stdout } = await explain(`\x1b[31m${MESSAGE}\x1b[0m\n\`\`\`\u200b`, '--report');
    expect(code).toBe(0);
    expect(stdout).toContain('access_token=***');
    expect(stdout).not.toContain('abcdefgh');
    expect(stdout).not.toMatch(/[\x1b\u200b]/);
    expect(stdout).toContain('header-not-allowed');
    expect(stdout).toMatch(/````text\n[\s\S]+\n````/);
  });

  test('is there for a text that is not understood', async () => {
    const { code, stdout } = await explain('the request did not go through', '--report');
    expect(code).toBe(0);
    expect(stdout).toContain('the request did not go through');
    expect(stdout).toMatch(/corsmith \d/);
  });
});
