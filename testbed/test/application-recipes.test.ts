import { createProbe, type Front, Permission, render } from '@corsmith/doctor';
import { type PageRequest, type Send, simulate } from '@corsmith/protocol';
import { answersOf, createPolicy, type PolicyConfig } from '@corsmith/server';
import { describe, expect, test } from 'vitest';
import { needs } from '../src/needs.js';
import { compose } from '../src/stacks/compose.js';
import { applications } from '../src/stacks/modules/applications.js';
import type { StackModule } from '../src/stacks/stack-module.js';

/** Without those that have to be built: what they say is written by the same code as Express' and the Worker's. */
const tried = applications.filter(({ id }) => !['nestjs', 'nextjs'].includes(id));

const POLICIES: readonly PolicyConfig[] = [
  {
    origins: ['https://app.example.com', 'https://*.example.org', 'http://localhost:*', 'http://[::1]:5173'],
    credentials: true,
    methods: ['PUT', 'PATCH'],
    requestHeaders: ['Content-Type', 'X-Api_Key'],
    responseHeaders: ["X-'$a"],
    maxAge: 600,
  },
  { origins: ['https://app.example.com:8443'], methods: ['DELETE'], requestHeaders: ['X-Api-Key'] },
  { origins: '*', requestHeaders: ['Content-Type'] },
];

const PAGES = [
  'https://app.example.com',
  'https://app.example.com:8443',
  'https://a.b.example.org',
  'https://example.org',
  'https://evilexample.org',
  'https://x.example.org.evil.example',
  'https://appxexample.com',
  'http://app.example.com',
  'http://localhost',
  'http://localhost:4000',
  'http://localhost.evil.example',
  'http://[::1]:5173',
  'http://[::1]:5174',
  'null',
];

const REQUESTS: readonly Partial<PageRequest>[] = [
  {},
  { credentials: 'include' },
  { method: 'PUT' },
  { method: 'DELETE', headers: [['X-Api-Key', '1']] },
  { method: 'PATCH', headers: [['X-Api_Key', '1']], credentials: 'include' },
  { headers: [['X-Never-Named', '1']] },
];

/**
 * Origins, credentials and methods exactly. Where a policy names no request headers, some stacks allow those that are
 * asked for, which the requests here leave out.
 */
describe.each(tried)('the recipe of $id', (module) => {
  test.runIf(needs(...module.needs))(
    'makes the real server allow what the policy allows, and nothing else',
    async () => {
      for (const config of POLICIES) {
        const policy = createPolicy(config);
        await serving(module, config, async (url) => {
          const probe = createProbe({ page: { origin: PAGES[0]!, url } });
          for (const origin of PAGES) {
            for (const one of REQUESTS) {
              const request = { origin, url: `${url}/users`, ...one };
              const real = await simulate(request, sending(probe));
              const meant = await simulate(request, answersOf(policy));
              expect({ config, request, allowed: real.allowed }).toEqual({ config, request, allowed: meant.allowed });
            }
          }
          probe.close();
        });
      }
    },
  );
});

async function serving(module: StackModule, config: PolicyConfig, use: (url: string) => Promise<void>): Promise<void> {
  const { folder, remove } = compose(module, render(config, module.id).files);
  try {
    const running = await module.start(folder);
    await use(running.url).finally(running.stop);
  } finally {
    remove();
  }
}

/** What a browser would send, over a real connection. */
const sending =
  (probe: Front): Send =>
  async (wire) => {
    const { response, failure } = await probe.send(wire, new Permission());
    if (!response) throw failure;
    return response;
  };
