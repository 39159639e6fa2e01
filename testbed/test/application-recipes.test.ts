import { createProbe, type Front, Permission } from '@corsmith/doctor';
import { type PageRequest, type Send, simulate } from '@corsmith/protocol';
import { createPolicy, type PolicyConfig, responsesOf } from '@corsmith/server';
import { render, stacks } from '@corsmith/stacks';
import { describe, expect, test } from 'vitest';
import { freshSeed } from '../../setup/fresh-seed.mjs';
import { needs } from '../src/needs.js';
import { compose } from '../src/stacks/compose.js';
import { modules } from '../src/stacks/modules.js';
import { PYTHON } from '../src/stacks/python.js';
import { complete } from '../src/stacks/serve.js';
import type { StackModule } from '../src/stacks/stack-module.js';

const applications = modules.filter(({ role }) => role === 'application');

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
  { origins: ['https://app.example.com'], methods: ['PUT'] },
  { origins: '*' },
  { origins: ['https://app.example.com'], credentials: true, requestHeaders: '*' },
  { origins: '*', requestHeaders: '*' },
];

/** All of them with `RECIPES=all`; else two of them for each stack, others with each commit, all of them among the stacks. */
function policiesOf(module: StackModule): readonly PolicyConfig[] {
  const rendered = POLICIES.filter((config) => !render(config, module.id).leftOut);
  if (process.env.RECIPES === 'all') return rendered;
  const first = freshSeed() + tried.indexOf(module) * 2;
  return [0, 1].map((step) => rendered[(first + step) % rendered.length]!);
}

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

const JSON_POST: Partial<PageRequest> = { method: 'POST', headers: [['Content-Type', 'application/json']] };

/** Whether the library allows a header that the policy does not name. */
const alwaysContentType = ({ id }: StackModule): boolean =>
  stacks.some((stack) => stack.id === id && stack.alwaysAllows?.includes('Content-Type'));

const REQUESTS: readonly Partial<PageRequest>[] = [
  {},
  { credentials: 'include' },
  { method: 'PUT' },
  { method: 'DELETE', headers: [['X-Api-Key', '1']] },
  { method: 'PATCH', headers: [['X-Api_Key', '1']], credentials: 'include' },
  { headers: [['X-Never-Named', '1']] },
  JSON_POST,
  { headers: [['Authorization', 'Bearer a']] },
];

describe.each(tried)('the recipe of $id', (module) => {
  test.runIf(needs(...module.needs))(
    'makes the real server allow what the policy allows, and nothing else',
    async () => {
      for (const config of policiesOf(module)) {
        const policy = createPolicy(config);
        await serving(module, config, async (url) => {
          const probe = createProbe({ page: { origin: PAGES[0]!, url } });
          for (const origin of PAGES) {
            for (const one of REQUESTS.filter((sent) => sent !== JSON_POST || !alwaysContentType(module))) {
              const request = { origin, url: `${url}/users`, ...one };
              const real = await simulate(request, sending(probe));
              const meant = await simulate(request, responsesOf(policy));
              expect({ config, request, allowed: real.allowed }).toEqual({ config, request, allowed: meant.allowed });
            }
          }
          probe.close();
        });
      }
    },
  );
});

describe.each(applications.filter(({ id }) => ['fastapi', 'starlette'].includes(id)))(
  'the two forms of $id',
  (module) => {
    const maker = module.id === 'fastapi' ? 'FastAPI' : 'Starlette';
    const config = { origins: [PAGES[0]!] };
    const recipe = render(config, module.id);
    const [form] = recipe.forms!;

    test.runIf(needs(...module.needs))(
      'the 500 of an exception that nobody catches is readable in the second',
      async () => {
        for (const [files, allowed] of [
          [recipe.files, false],
          [form!.files, true],
        ] as const) {
          await serving(
            module,
            config,
            async (url) => {
              const probe = createProbe({ page: { origin: PAGES[0]!, url } });
              const { allowed: isAllowed, response } = await simulate(
                { origin: PAGES[0]!, url: `${url}/error` },
                sending(probe),
              );
              expect({ isAllowed, status: response?.status }).toEqual({
                isAllowed: allowed,
                status: allowed ? 500 : undefined,
              });
              probe.close();
            },
            files,
          );
        }
      },
    );

    test.runIf(needs(...module.needs)).each([
      ['first', recipe.files],
      ['second', form!.files],
    ])(
      'in the %s, app stays what the framework makes: fastapi run, tests and telemetry need that',
      async (_, files) => {
        const { folder, remove } = compose(module, files);
        const script = `from ${module.id} import applications; from main import app
assert isinstance(app, applications.${maker}); assert app.state is not None; assert app.routes`;
        try {
          await complete(PYTHON, ['-c', script], { folder, env: { PYTHONDONTWRITEBYTECODE: '1' } });
        } finally {
          remove();
        }
      },
    );
  },
);

async function serving(
  module: StackModule,
  config: PolicyConfig,
  use: (url: string) => Promise<void>,
  files = render(config, module.id).files,
): Promise<void> {
  const { folder, remove } = compose(module, files);
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
