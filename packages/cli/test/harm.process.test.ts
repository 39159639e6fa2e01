import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plan, readContract } from '@corsmith/contract';
import { BROWSERS, type EngineName, type PageRequest, simulate } from '@corsmith/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { corsmithHere } from './cli-here.js';
import { behaviours, type Servers, startServers } from './harm-servers.js';

let servers: Servers;
let folder: string;
beforeAll(async () => {
  servers = await startServers();
  folder = mkdtempSync(join(tmpdir(), 'corsmith-harm-'));
});
afterAll(() => {
  servers.close();
  rmSync(folder, { recursive: true });
});

const ORIGINS = ['http://localhost:5173', 'https://app.test', 'http://127.0.0.1:9'];
const METHODS = ['POST', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'OPTIONS', 'GET', 'HEAD'];

const requests = fc
  .record({
    origin: fc.constantFrom(...ORIGINS),
    method: fc.constantFrom(...METHODS),
    body: fc.option(fc.constantFrom('a=1', '{"amount":1}'), { nil: undefined }),
    header: fc.option(fc.constantFrom('Content-Type: application/json', 'X-Id: 7', 'Authorization: Bearer t'), {
      nil: undefined,
    }),
    credentials: fc.boolean(),
  })
  .map(({ body, method, ...rest }) => ({
    ...rest,
    method,
    ...(body !== undefined && !['GET', 'HEAD'].includes(method) && { body }),
  }));

const flags = fc.record({
  send: fc.constantFrom(true, true, false),
  direct: fc.boolean(),
  paths: fc.boolean(),
  extraProbes: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
  read: fc.boolean(),
  retries: fc.integer({ min: 0, max: 9 }).map((n) => (n === 0 ? 1 : 0)),
});

type Requested = typeof requests extends fc.Arbitrary<infer T> ? T : never;
type Flags = typeof flags extends fc.Arbitrary<infer T> ? T : never;
interface Run {
  readonly args: readonly string[];
  /** What the user named, and as which engines it is judged. */
  readonly named: readonly PageRequest[];
  readonly engines: readonly EngineName[];
}

const ALL: readonly EngineName[] = [...BROWSERS, 'standard'];
const behind = () => new URL(servers.behind).host;

const pageRequest = ({ origin, method, body, header, credentials }: Requested): PageRequest => ({
  origin,
  url: `${servers.front}/a`,
  method,
  ...(body !== undefined && { body }),
  ...(header !== undefined && { headers: [header.split(': ') as [string, string]] }),
  ...(credentials && { credentials: 'include' }),
});

function check(requested: Requested, { send, direct, paths, extraProbes, read }: Flags): Run {
  const { origin, method, body, header, credentials } = requested;
  const request = pageRequest(requested);
  const args = [
    ...['check', request.url, '--origin', origin, '-X', method],
    ...(body === undefined ? [] : ['--data', body]),
    ...(header === undefined ? [] : ['-H', header]),
    ...(credentials ? ['--credentials'] : []),
    ...(send ? ['--send'] : []),
    ...(direct ? ['--direct', behind()] : []),
    ...(paths ? ['--paths'] : []),
    ...(extraProbes ? [] : ['--no-extra-probes']),
    ...(read ? ['--read', 'X-Total'] : []),
  ];
  return { args, named: send ? [request] : [], engines: ALL };
}

function explain(requested: Requested, { send }: Flags): Run {
  const { origin, method, body, header } = requested;
  const request = pageRequest({ ...requested, credentials: false });
  const curl = [
    `curl '${request.url}' -X ${method} -H 'Origin: ${origin}'`,
    ...(header === undefined ? [] : [`-H '${header}'`]),
    ...(body === undefined ? [] : [`--data-raw '${body}'`]),
  ].join(' ');
  const contentType = body === undefined || header?.startsWith('Content-Type') ? [] : [FORM];
  const named = { ...request, headers: [...(request.headers ?? []), ...contentType] };
  return { args: ['explain', curl, '--check', ...(send ? ['--send'] : [])], named: send ? [named] : [], engines: ALL };
}

/** What curl sends with `--data`. */
const FORM = ['Content-Type', 'application/x-www-form-urlencoded'] as const;

function contract(command: readonly string[], requested: Requested, { send, direct, retries }: Flags): Run {
  const { origin, method, body, header, credentials } = requested;
  const file = join(folder, 'cors.yaml');
  const text = JSON.stringify({
    policy: {
      origins: [origin],
      ...(credentials && { credentials: true }),
      methods: ['GET', method],
      requestHeaders: ['content-type', 'x-id', 'authorization'],
    },
    denied: [],
    endpoints: [
      {
        url: `${servers.front}/a`,
        methods: [...new Set(['GET', method])],
        ...(header !== undefined && { headers: Object.fromEntries([header.split(': ')]) }),
        ...(body !== undefined && { body }),
        ...(credentials && { credentials: 'both' }),
        ...(direct && { direct: [servers.behind] }),
        send,
      },
    ],
  });
  writeFileSync(file, text);
  const expectations = [...plan(readContract(text))].flatMap((visit) => visit.expectations);
  return {
    args: [...command, file, '--retries', String(retries)],
    named: send ? expectations.filter(({ server }) => !server).map(({ request }) => request) : [],
    engines: BROWSERS,
  };
}

const COMMANDS = {
  check,
  explain,
  test: (requested: Requested, given: Flags) => contract(['test'], requested, given),
  watch: (requested: Requested, given: Flags) =>
    contract(['watch', '--once', '--state', join(folder, 'state.json')], requested, given),
  audit: ({ method, origin }: Requested): Run => ({
    args: ['audit', `${servers.front}/a`, '-X', method, '--origin', origin, '--max-requests', '40'],
    named: [],
    engines: [],
  }),
} as const;
type Name = keyof typeof COMMANDS;

/** What the engines together send of a request that may change data, each once. */
async function expected({ named, engines }: Run): Promise<string[]> {
  const all: string[] = [];
  for (const request of named) {
    const own = new Set<string>();
    for (const engine of engines)
      await simulate(
        request,
        async ({ method, url, headers, body }) => {
          const hasBody = (body?.length ?? 0) > 0;
          if (hasBody || !['GET', 'HEAD', 'OPTIONS'].includes(method)) own.add(`${method} ${url}`);
          const response = servers.responseTo({ method, url: new URL(url), hasBody, headers });
          if (!response) throw new Error('reset');
          return response;
        },
        { engine },
      );
    all.push(...own);
  }
  return all;
}

const RUNS = Number(process.env.RUNS ?? 500);

test(
  'what may change data is sent if the user says so, once, to the front; and no probe changes anything',
  async () => {
    const sent: Record<Name, number> = { check: 0, explain: 0, test: 0, watch: 0, audit: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Name>('check', 'check', 'check', 'explain', 'test', 'test', 'watch', 'audit'),
        behaviours,
        requests,
        flags,
        async (name, behaviour, requested, given) => {
          servers.behave(behaviour);
          rmSync(join(folder, 'state.json'), { force: true });
          const run = COMMANDS[name](requested, given);
          const { code, stderr } = await corsmithHere(run.args);
          expect({ code, stderr }).not.toMatchObject({ code: 2 });
          const taken = servers.taken();
          expect([...taken].sort()).toEqual((await expected(run)).sort());
          sent[name] += taken.length;
        },
      ),
      { numRuns: RUNS },
    );
    // The runs show something: each command but the audit did send the request.
    for (const name of ['check', 'explain', 'test', 'watch'] as const) expect(sent[name]).toBeGreaterThan(0);
    expect(sent.audit).toBe(0);
  },
  Math.max(120_000, RUNS * 500),
);
