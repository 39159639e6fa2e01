import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { readContract } from '@corsmith/contract';
import { fileProblem, isSecretName } from '@corsmith/evidence';
import type { HeaderList, PageRequest } from '@corsmith/protocol';
import { createPolicy, type PolicyConfig, PolicyError, policyFromEnv } from '@corsmith/server';
import { parsePageRequest } from '../check/page-request.js';
import { ExitCode, type Invocation } from '../command.js';
import { orUsage } from '../contract/contract-file.js';
import { checkCommand } from '../explain/request-to-check.js';
import { type Line, paragraph } from '../terminal/line.js';
import { paint } from '../terminal/paint.js';
import { shellCommand } from '../terminal/shell.js';
import { UsageError, type UsageProblem } from '../usage-error.js';
import { contractText, type Draft } from './draft.js';
import { isRepository, policyOfRepository } from './from-repository.js';
import { allNeeded, observePolicy } from './learn.js';
import { promptUser } from './questions.js';

/** What is known about the pages and their requests. */
interface Known {
  readonly url?: string;
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly credentials: boolean;
}

/** The flags of `init` as given. */
interface InitFlags {
  readonly origin?: readonly string[];
  readonly request?: readonly string[];
  readonly header?: readonly string[];
  readonly credentials?: boolean;
  readonly output?: string;
  readonly force?: boolean;
}

/** Writes a valid contract, or nothing. */
export async function runInit(invocation: Invocation<InitFlags>): Promise<ExitCode> {
  const { options, terminal, signal } = invocation;
  const { output: path = 'cors.yaml' } = options;
  if (path !== '-' && options.force !== true && existsSync(path)) throw isThere(path);
  const [given] = invocation.arguments;
  if (isRepository(given)) return writeFromRepository(given, path, invocation);
  const fromEnv = policyOfEnv(options);
  const known = fromEnv ? knownOf(invocation) : await completed(knownOf(invocation), signal);
  const requests = fromEnv ? [] : requestsOf(known);
  const observed = requests.length > 0 && options.origin ? await observePolicy(requests, signal) : undefined;
  if (observed && observed.kind !== 'works') {
    terminal.print(paint(refusalLines(observed.request, observed.kind, terminal.width), terminal.colour));
    return observed.kind === 'blocked' ? ExitCode.Blocked : ExitCode.Unreachable;
  }
  const draft: Draft = {
    policy: fromEnv ?? observed?.policy ?? allNeeded(requests),
    methods: known.methods,
    headers: withoutSecrets(requests[0]?.headers ?? []),
    exposes: observed?.exposes ?? [],
    ...(known.url !== undefined && { url: known.url }),
  };
  const text = contractText(draft);
  const variables = Object.fromEntries(
    draft.headers.flatMap(([, value]) => /\$\{(\w+)\}/.exec(value)?.[1] ?? []).map((name) => [name, 'x']),
  );
  orUsage({ path, text }, () => readContract(text, { file: path, environment: 'local', variables }));
  if (path === '-') terminal.print(text);
  else {
    await writeNew(path, text, options.force === true ? 'w' : 'wx');
    terminal.print(
      paint(
        [
          [['good', `✓ Wrote ${path}`]],
          [`  Test your server against it: corsmith test${path === 'cors.yaml' ? '' : ` ${path}`} --env local`],
        ],
        terminal.colour,
      ),
    );
  }
  return ExitCode.Allowed;
}

async function writeFromRepository(
  given: string,
  path: string,
  { options, terminal }: Invocation<InitFlags>,
): Promise<ExitCode> {
  const { policy, from, leftOut } = await policyOfRepository(given);
  const { dangerouslyAllowInsecureOrigins: _, dangerouslyAllowPublicSuffixes: __, ...plain } = policy;
  const config = isValid(plain) ? plain : policy;
  const text = contractText({ policy: config, methods: ['GET'], headers: [], exposes: [] });
  orUsage({ path, text }, () => readContract(text, { file: path, environment: 'local', variables: {} }));
  if (path === '-') {
    terminal.print(text);
    return ExitCode.Allowed;
  }
  await writeNew(path, text, options.force === true ? 'w' : 'wx');
  terminal.print(
    paint(
      [
        [
          ['good', `✓ Wrote ${path}`],
          ['dim', `   from ${from}`],
        ],
        ...leftOut.flatMap((one) => paragraph(`  ${one}`, terminal.width)),
        ['  Replace the URL of the endpoint, then: corsmith test --env local'],
      ],
      terminal.colour,
    ),
  );
  return ExitCode.Allowed;
}

function isValid(config: PolicyConfig): boolean {
  try {
    createPolicy(config);
    return true;
  } catch {
    return false;
  }
}

function knownOf({ arguments: [url], options }: Invocation<InitFlags>): Known {
  const { origin: origins = [], request: methods = ['GET'], header: headers = [], credentials = false } = options;
  return { ...(url !== undefined && { url }), origins, methods, headers, credentials };
}

/** The policy from CORS_ORIGINS and related variables, if they are set and no origin is given. */
function policyOfEnv({ origin }: InitFlags): PolicyConfig | undefined {
  if (origin !== undefined || !process.env.CORS_ORIGINS) return undefined;
  try {
    return policyFromEnv(process.env, { warn: () => {} }).config;
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new UsageError(
      error.problems.map(({ path, text, message, suggestion }) => ({
        message: `${path} '${text}': ${message}`,
        ...(suggestion !== undefined && { hint: `Write ${suggestion}` }),
      })),
    );
  }
}

/** Prompts for missing input on a terminal. */
async function completed(known: Known, signal: AbortSignal): Promise<Known> {
  if (known.origins.length > 0 && known.url !== undefined) return known;
  if (process.stdin.isTTY)
    return { ...known, ...(await promptUser(signal, { input: process.stdin, output: process.stderr })) };
  throw new UsageError([
    {
      message: known.url === undefined ? 'Which URL do pages request?' : 'Which pages request it?',
      hint: 'corsmith init URL --origin ORIGIN, or CORS_ORIGINS in the environment, or run it on a terminal',
    },
  ]);
}

/** @throws UsageError with every mistake at once. */
function requestsOf({ url = '', origins, methods, headers, credentials }: Known): readonly PageRequest[] {
  const parsed = origins.flatMap((origin) =>
    methods.map((request) => parsePageRequest(url, { origin, request, header: headers, credentials }, undefined)),
  );
  const problems = new Map<string, UsageProblem>(
    parsed.flatMap((one) => ('problems' in one ? one.problems.map((problem) => [problem.message, problem]) : [])),
  );
  if (problems.size > 0) throw new UsageError([...problems.values()]);
  return parsed.flatMap((one) => ('request' in one ? [one.request] : []));
}

/** Tokens belong in the shell. */
const withoutSecrets = (headers: HeaderList): HeaderList =>
  headers.map(([name, value]) => [name, isSecretName(name) ? `\${${name.toUpperCase().replace(/\W/g, '_')}}` : value]);

function refusalLines(request: PageRequest, kind: 'blocked' | 'unreachable', width: number): Line[] {
  const what = kind === 'blocked' ? 'This request is blocked' : 'The server could not be reached';
  return [
    [['bad', `✗ ${what}. No file was written.`]],
    ...paragraph('A contract needs a request that is allowed. Find the cause:', width),
    ...shellCommand(checkCommand(request), width).map((row): Line => [['code', row]]),
  ];
}

async function writeNew(path: string, text: string, flag: 'w' | 'wx'): Promise<void> {
  await writeFile(path, text, { flag }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? isThere(path) : new UsageError([{ message: fileProblem(path, error, 'written') }]);
  });
}

const isThere = (path: string): UsageError =>
  new UsageError([
    { message: `${path} already exists.`, hint: 'Overwrite it with --force, or choose another file with --output' },
  ]);
