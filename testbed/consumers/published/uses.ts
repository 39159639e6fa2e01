/**
 * Uses what CommonJS may require too, as its documentation says. Tests compile it as an ES module and as CommonJS, and run
 * both on every supported version of Node.
 */
import { createServer } from 'node:http';
import { BlockedError, createFetch } from '@corsmith/fetch';
import { expect } from '@corsmith/fetch/node';
import { type PageRequest, simulate } from '@corsmith/protocol';
import { createPolicy, type PolicyConfig, PolicyError } from '@corsmith/server';
import { cors } from '@corsmith/server/node';

const origin = 'https://app.example.com';
const config: PolicyConfig = { origins: [origin, 'https://*.example.co.uk'], credentials: true, methods: ['PUT'] };
const handle = cors(createPolicy(config));
const app = createServer((request, response) =>
  handle(request, response, () => {
    response.end('Ada');
  }),
);

/** Known as a place where strangers host pages only where tldts was found. */
function isRefused(wildcard: string): boolean {
  try {
    return createPolicy({ origins: [wildcard], credentials: true }) === undefined;
  } catch (error) {
    return error instanceof PolicyError;
  }
}

async function use(): Promise<void> {
  const request = { url: 'https://api.example.com/users', method: 'PUT', credentials: 'include' } as const;
  const response = await createFetch({ origin, app })(request.url, request);
  const page: PageRequest = { ...request, origin };
  const outcome = await simulate(page, async () => ({ status: 200, headers: [] }));
  await expect(app).toDeny({ ...request, origin: 'https://evil.example' });
  const evil = createFetch({ origin: 'https://evil.example', app })(request.url, request);
  const blocked = await evil.catch((error: Error) => error.cause instanceof BlockedError && error.message);
  const refused = isRefused('https://*.azurestaticapps.net');
  console.log(JSON.stringify({ read: await response.text(), simulated: outcome.block?.code, blocked, refused }));
}

void use();
