import { createProbe, type Diagnosis, type Front, Permission } from '@corsmith/doctor';
import { type EngineName, type Outcome, type PageRequest, type Send, simulate } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import { type Recipe, render, type StackId } from '@corsmith/stacks';
import { corsmith } from '../../../packages/cli/test/built-cli.js';
import { applyRemovals, compose } from '../../src/stacks/compose.js';
import type { Setup, StackModule } from '../../src/stacks/stack-module.js';
import { APP, attempts, type PartlyRight, STRANGERS } from './setups.js';

const ENGINES: readonly EngineName[] = ['chromium', 'firefox', 'webkit', 'standard'];

export interface FixedCell {
  /** The first cause, and the change as `check` prints it. */
  readonly cause: string;
  readonly change: string;
  /** Requests that passed before. */
  readonly kept: number;
  /** What went otherwise than it should. */
  readonly problems: readonly string[];
}

/** Runs the server as it is, applies what `check` prints for the request, and runs it again. */
export async function fixCell(module: StackModule, partly: PartlyRight): Promise<FixedCell> {
  const { request, setup } = partly;
  const { path = '/users', headers = [], read: _, ...rest } = request;
  const page = { origin: APP, headers, ...rest };
  const [before, printed] = await serving(module, setup, [], async (url) => {
    const allowed = await allowedAttempts(url);
    const first = await check(module, url + path, partly);
    // A note names a proxy that may set the headers instead; whoever wrote its configuration knows.
    const isNamed = first.notes?.some(({ text }) => text.includes(`--stack ${module.id} `)) ?? false;
    return [allowed, isNamed ? await check(module, url + path, partly, ['--stack', module.id]) : first] as const;
  });
  const [cause] = printed.causes;
  if (!cause?.fix) return { cause: cause?.id ?? 'none', change: '', kept: 0, problems: ['no fix is printed'] };
  const recipe = asTheTextSays(cause.fix, printed.policy, partly);
  const { files, removals = [] } = recipe;
  const after = removals.length > 0 ? [...setup, ...files] : files;
  const problems = await serving(module, after, removals, async (url) => [
    ...(await blocked(page, url + path)),
    ...lost(before, await allowedAttempts(url)),
    ...(printed.policy?.origins === '*' ? [] : await strangers(page, url + path)),
  ]);
  return { cause: cause.id, change: cause.change ?? '', kept: before.size, problems };
}

type Printed = Pick<Diagnosis, 'causes' | 'notes' | 'policy'>;

/** `check --json`, as a person runs it; a server that leaves no marks is named. */
async function check(
  module: StackModule,
  url: string,
  { request }: PartlyRight,
  stack: readonly string[] = module.marks === 'always' ? [] : ['--stack', module.id],
): Promise<Printed> {
  const flags = [
    ...(request.method ? ['-X', request.method] : []),
    ...(request.headers ?? []).flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
    ...(request.body ? ['--data', request.body] : []),
    ...(request.credentials ? ['--credentials'] : []),
    ...stack,
  ];
  const { stdout, stderr } = await corsmith(['check', url, '--origin', APP, ...flags, '--json']);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Printed;
}

/** The recipe; where the change says so, with the origins of the list that no probe could see. */
function asTheTextSays(fix: Recipe, policy: PolicyConfig | undefined, { listed }: PartlyRight): Recipe {
  const saysMore = /every other origin/i.test(fix.change ?? '');
  if (!saysMore || !policy || policy.origins === '*') return fix;
  const origins = [...new Set([...(policy.origins as readonly string[]), ...listed])];
  const whole = render({ ...policy, origins }, fix.stack as StackId);
  return { ...fix, files: whole.files };
}

async function blocked(page: Omit<PageRequest, 'url'>, url: string): Promise<string[]> {
  const blocks: string[] = [];
  for (const engine of ENGINES) {
    const { allowed, block } = await through(url, (send) => simulate({ ...page, url }, send, { engine }));
    if (!allowed) blocks.push(`still blocked in ${engine}: ${block?.code}`);
  }
  return blocks;
}

const nameOf = ({ origin, method = 'GET', headers = [], credentials }: Omit<PageRequest, 'url'>): string =>
  [method, ...headers.map(([name]) => name), ...(credentials ? ['with credentials'] : []), 'from', origin].join(' ');

async function allowedAttempts(url: string): Promise<ReadonlySet<string>> {
  const allowed = new Set<string>();
  for (const page of attempts) {
    const outcome = await through(url, (send) => simulate({ ...page, url: `${url}/users` }, send));
    if (outcome.allowed) allowed.add(nameOf(page));
  }
  return allowed;
}

const lost = (before: ReadonlySet<string>, after: ReadonlySet<string>): string[] =>
  [...before].filter((name) => !after.has(name)).map((name) => `lost: ${name}`);

async function strangers(page: Omit<PageRequest, 'url'>, url: string): Promise<string[]> {
  const problems: string[] = [];
  for (const origin of STRANGERS) {
    const { allowed } = await through(url, (send) => simulate({ ...page, origin, url }, send));
    if (allowed) problems.push(`${origin} is allowed`);
  }
  return problems;
}

async function through(url: string, run: (send: Send) => Promise<Outcome>): Promise<Outcome> {
  const probe = createProbe({ page: { origin: APP, url } });
  try {
    return await run(sending(probe));
  } finally {
    probe.close();
  }
}

const sending =
  (probe: Front): Send =>
  async (wire) => {
    const { response, failure } = await probe.send(wire, new Permission());
    if (!response) throw failure;
    return response;
  };

async function serving<T>(
  module: StackModule,
  setup: Setup,
  removals: NonNullable<Recipe['removals']>,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const { folder, remove } = compose(module, setup);
  try {
    applyRemovals(folder, removals);
    const running = await module.start(folder);
    return await use(running.url).finally(() => running.stop());
  } finally {
    remove();
  }
}
