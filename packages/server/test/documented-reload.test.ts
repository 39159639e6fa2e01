import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { cors } from '../src/adapters/node.js';
import { createPolicy, PolicyError } from '../src/index.js';
import { listen } from './servers/listening.js';
import { send, values } from './wire.js';

const readme = readFileSync(new URL('../../../docs/server/README.md', import.meta.url), 'utf8');
const sample = [...readme.matchAll(/^```js\n(.*?)^```/gms)]
  .map(([, code]) => code!)
  .find((code) => /onChange/.test(code))!;

test('the reload in the documentation survives a mistake in the new list', async () => {
  const origins = ['https://a.example'];
  let middleware: ReturnType<typeof cors> | undefined;
  const app = {
    use: (given: ReturnType<typeof cors>) => {
      middleware = given;
    },
  };
  const changes = new EventEmitter();
  const errors: unknown[] = [];
  const reported = new EventEmitter();
  const log = {
    error: (error: unknown) => {
      errors.push(error);
      reported.emit('error-reported');
    },
  };
  const run = Object.getPrototypeOf(async () => {}).constructor(
    ...['createPolicy', 'cors', 'app', 'load', 'onChange', 'log'],
    sample,
  );
  const onChange = (listener: () => Promise<void>) => void changes.on('change', listener);
  await run(createPolicy, cors, app, async () => ({ origins: [...origins] }), onChange, log);
  const server = await listen(
    createServer((request, response: ServerResponse) => middleware!(request, response, () => void response.end('ok'))),
  );
  const allowed = async (origin: string) =>
    values(await send(server.port, { headers: { origin } }), 'access-control-allow-origin');
  try {
    origins.push('https://b.example/');
    const failed = once(reported, 'error-reported');
    changes.emit('change');
    await failed;
    expect(errors).toEqual([expect.any(PolicyError)]);
    expect(await allowed('https://a.example')).toEqual(['https://a.example']);
    origins[1] = 'https://b.example';
    await Promise.all(changes.listeners('change').map((listener) => listener()));
    expect(await allowed('https://b.example')).toEqual(['https://b.example']);
  } finally {
    await server.close();
  }
});
