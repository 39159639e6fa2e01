import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guardedText } from '@corsmith/evidence';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOSTILE_PARTS, hostileText, OBEYED, RUNNER_COMMAND } from '../../evidence/test/hostile-text.js';
import { corsmithHere } from './cli-here.js';

/** The server's responses contain everything that must not reach a terminal or a CI runner. */
const LINE_ENDS = /[\0\r\n]/g;
const HOSTILE = HOSTILE_PARTS.map((part) => part.replace(LINE_ENDS, '')).join(' ');
const PIECES = HOSTILE_PARTS.map((part) => part.replace(LINE_ENDS, ''))
  .filter((part) => part !== '')
  // Each at the beginning of a row.
  .map((part) => `${'a'.repeat(60)} ${part}`)
  .join(' ');
const responseTo = (method: string, path: string) =>
  Buffer.from(
    [
      path.startsWith('/redirect') ? 'HTTP/1.1 302 Found' : 'HTTP/1.1 200 OK',
      `Access-Control-Allow-Origin: ${path.startsWith('/ok') ? '*' : PIECES}`,
      `Access-Control-Allow-Methods: ${HOSTILE}`,
      `Access-Control-Allow-Headers: ${HOSTILE}`,
      `Server: ${HOSTILE}`,
      `Vary: ${HOSTILE}`,
      `Location: /${HOSTILE}`,
      `X-${method}: ${PIECES}`,
      `WWW-Authenticate: ${HOSTILE}`,
      'Content-Type: text/html',
      'Connection: close',
      '',
      `<title>${PIECES}</title>${HOSTILE_PARTS.join('\n')}`,
    ].join('\r\n'),
  );

let server: Server;
let api = '';
const folder = mkdtempSync(join(tmpdir(), 'corsmith-hostile-'));
beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (bytes) => {
      const [method = '', path = ''] = bytes.toString('latin1').split(' ');
      socket.end(responseTo(method, path));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as { port: number };
  api = `http://127.0.0.1:${address.port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const file = (name: string, text: string | Buffer) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const origin = ['--origin', 'http://localhost:5173'];

function expectHarmless(text: string): void {
  expect(text).not.toBe('');
  expect(text.replace(/[\n\t]/g, '')).not.toMatch(OBEYED);
  expect(text.replace(/^::(?=(?:error|notice) [^\n]*$)/gm, '')).not.toMatch(RUNNER_COMMAND);
}

async function expectHarmlessOutput(...args: readonly string[]): Promise<void> {
  const { stdout, stderr } = await corsmithHere(args);
  expect(stderr).not.toContain('unexpected error');
  expectHarmless(stdout + stderr);
}

test('no text gets past the one way out', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      // Looks of our own would be painted text.
      const guarded = guardedText(text.replaceAll('\x1b[2K', ''));
      expectHarmless(`${guarded} `);
      expect(guardedText(guarded)).toBe(guarded);
    }),
  );
});

describe('what a server sends is obeyed nowhere', () => {
  test.each([[], ['-v'], ['--json'], ['--paths', '-v'], ['-X', 'PUT', '-H', 'X-A: 1', '-v']])(
    'check %s %s %s',
    async (...flags: string[]) => {
      for (const path of ['/x', '/ok', '/redirect'])
        await expectHarmlessOutput('check', `${api}${path}`, ...origin, ...flags);
    },
  );

  test('check --show-secrets', () =>
    expectHarmlessOutput(
      'check',
      `${api}/x`,
      ...origin,
      '-v',
      '--show-secrets',
      '-H',
      `X-A: ${HOSTILE.replace(/[^ -~]/g, '')}`,
    ));

  test('audit', async () => {
    await expectHarmlessOutput('audit', `${api}/ok`, ...origin);
    await expectHarmlessOutput('audit', `${api}/ok`, ...origin, '--json');
  });

  test('every report of a test, printed and in a file, and a watch', async () => {
    const contract = file(
      'hostile.yaml',
      `policy: { origins: [http://localhost:5173], methods: [PUT] }\nendpoints:\n  - { url: "${api}/x", name: ${JSON.stringify(PIECES)}, methods: [GET, PUT] }\n`,
    );
    for (const name of ['pretty', 'json', 'junit', 'sarif', 'github', 'tap', 'markdown']) {
      const path = join(folder, name);
      await expectHarmlessOutput('test', contract, '--reporter', name, '--verbose');
      await corsmithHere(['test', contract, '--reporter', `${name}=${path}`]);
      expectHarmless(readFileSync(path, 'utf8'));
    }
    await expectHarmlessOutput('test', contract, '--list');
    for (const form of [[], ['--json']])
      await expectHarmlessOutput('watch', contract, '--once', '--state', join(folder, `state${form}`), ...form);
  });
});

describe('what is pasted, or in a file, is obeyed nowhere', () => {
  test('explain', async () => {
    const har = {
      log: {
        entries: [
          {
            request: {
              method: 'POST',
              url: `https://a.test/${HOSTILE}`,
              headers: [
                { name: 'Origin', value: 'http://localhost:5173' },
                { name: 'X-A', value: PIECES },
              ],
              postData: { mimeType: PIECES, text: HOSTILE_PARTS.join('\n') },
            },
            response: { status: 200, headers: [{ name: 'Access-Control-Allow-Origin', value: PIECES }] },
          },
        ],
      },
    };
    const texts = [
      `curl 'https://a.test/${HOSTILE.replaceAll("'", '')}' -H 'X-A: ${PIECES.replaceAll("'", '')}' --data-raw $'\\x1b[2J##[error]'`,
      JSON.stringify(har),
      `Access to fetch at 'https://a.test/${PIECES}' from origin '${PIECES}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
      PIECES,
      ...HOSTILE_PARTS.map(
        (part) =>
          `fetch("https://a.test/", { headers: { "x-a": ${JSON.stringify(part)} }, body: ${JSON.stringify(part)}, method: "PUT" })`,
      ),
    ];
    for (const [index, text] of texts.entries())
      for (const flags of [[], ['-v'], ['--json']])
        await expectHarmlessOutput('explain', file(`text${index}`, text), ...origin, ...flags);
  });

  test('logs', async () => {
    const lines = HOSTILE_PARTS.map((part, i) => {
      const text = part.replace(/[\0\r\n"\\]/g, '');
      return `192.0.2.1 - - [02/Mar/2026:10:00:${10 + i} +0000] "OPTIONS /${text} HTTP/1.1" 405 0 "https://${text}" "${text}"\n`;
    });
    const path = file('access.log', lines.join(''));
    for (const flags of [['-v'], ['--json'], ['--html'], ['--sql', 'duckdb']])
      await expectHarmlessOutput('logs', path, '--host', 'a.test', ...flags);
  });

  test('the difference that fix shows', async () => {
    const around = ['// ##[error]x \x1b[2J\x9b\u202e', '/*', '  ::error::x', '*/'];
    const code = [
      "import express from 'express';",
      ...around,
      'const app = express();',
      ...around,
      'app.listen(3000);',
      '',
    ];
    const path = file('app.js', code.join('\n'));
    await expectHarmlessOutput('fix', '--stack', 'express', ...origin, '--write', path);
    await expectHarmlessOutput('fix', '--stack', 'express', ...origin, '--write', path, '--json');
  });

  test('arguments that are wrong', async () => {
    for (const part of HOSTILE_PARTS) {
      await expectHarmlessOutput('check', part, '--origin', part);
      await expectHarmlessOutput(part, part);
      await expectHarmlessOutput('check', `https://a.test/`, ...origin, `--${part}`);
      await expectHarmlessOutput('test', `${part}.yaml`, '--reporter', part);
    }
  });
});
