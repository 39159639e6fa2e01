import { createServer } from 'node:http';
import express from 'express';
import { describe, expect, test } from 'vitest';
import { cors } from '../src/adapters/express.js';
import { createPolicy, type Policy } from '../src/index.js';
import { codeOn, run } from './documented.js';
import { APP, headersOf, requestTo, STRANGER } from './policy-requests.js';
import { listen } from './servers/listening.js';
import { send } from './wire.js';

describe('a request that another site forges', () => {
  const policy = createPolicy({ origins: [APP] });
  const [pattern = '', guard = ''] = codeOn('migration', '## Where `cors` was');

  /** With what a test puts before the route: the status, and whether the route ran. */
  async function forged(put: (app: express.Express) => Promise<unknown>, headers: Record<string, string>) {
    const app = express();
    let ran = false;
    await put(app);
    app.post('/transfer', (_request, response) => {
      ran = true;
      response.end('ok');
    });
    // Express prints the error that it is given.
    app.use(((_error, _request, response, _next) => response.status(500).end()) as express.ErrorRequestHandler);
    const server = await listen(createServer(app));
    const { status } = await send(server.port, { path: '/transfer', method: 'POST', headers });
    await server.close();
    return { status, ran };
  }

  test('ends with the pattern of the cors package, reaches the route with a policy, and ends with the guard', async () => {
    const from = { origin: STRANGER };
    const { guarding } = await run<{ guarding: express.Handler }>('cors-pattern', pattern, ['guarding']);
    expect(await forged(async (app) => app.use(guarding), from)).toEqual({ status: 500, ran: false });
    expect(await forged(async (app) => app.use(cors(policy)), from)).toEqual({ status: 200, ran: true });
    const guarded = async (app: express.Express) => {
      app.use(cors(policy));
      const { install } = await run<{ install(app: express.Express): void }>(
        'guard',
        `export function install(app) {\n${guard}\n}`,
      );
      install(app);
    };
    expect(await forged(guarded, from)).toEqual({ status: 403, ran: false });
    expect(await forged(guarded, { origin: APP })).toEqual({ status: 200, ran: true });
    expect(await forged(guarded, {})).toEqual({ status: 200, ran: true });
  });
});

test('the function for preview hosts allows those and nobody else', async () => {
  const [code] = codeOn('policy', '#### Preview hosts');
  const { previews } = await run<{ previews: Policy }>('previews', code!, ['previews']);
  const allowed = (origin: string) =>
    headersOf(requestTo(previews, { origin }))['access-control-allow-origin'] === origin;
  expect(allowed('https://shop.example.com')).toBe(true);
  expect(allowed('https://shop-git-fix-1-my-team.vercel.app')).toBe(true);
  for (const origin of [
    'https://shop-git-fix-my-team.vercel.app.evil.example',
    'https://evil.example/https://shop-git-fix-my-team.vercel.app',
    'https://shop-git-fix-my-team-vercel.app',
    'https://shop-git-a.evil.example-my-team.vercel.app',
    'http://shop-git-fix-my-team.vercel.app',
    'https://shop-git-fix-my-team.vercel.app:8443',
    'https://shop-git--other-team.vercel.app',
  ])
    expect(allowed(origin), origin).toBe(false);
});
