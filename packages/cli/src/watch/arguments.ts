import { isIP } from 'node:net';
import type { Channel, ChannelForm } from '@corsmith/monitor/watch';
import { defined, type EngineName } from '@corsmith/protocol';
import type { Invocation } from '../command.js';
import { portOf } from '../loopback.js';
import { numbersOf, whole } from '../number-flag.js';
import { UsageError, type UsageProblem } from '../usage-error.js';
import { intervalOf } from './interval.js';
import type { Printed } from './printed-names.js';

/** The parsed command line of `watch`. */
export interface WatchArguments {
  readonly contract: string | undefined;
  readonly environment?: string;
  readonly intervalMs: number;
  readonly mode: 'on' | 'once';
  readonly channels: readonly Channel[];
  /** 0 means any free port. */
  readonly port: number;
  /** The IP address on which /metrics and /healthz listen. */
  readonly host: string;
  readonly state?: string;
  /** The URL of Redis. */
  readonly redis?: string;
  readonly engines?: readonly EngineName[];
  readonly retries: number;
  readonly concurrency: number;
  readonly timeoutMs: number;
  /** Whether unverified expectations count as broken. */
  readonly strict: boolean;
  readonly printed?: Printed;
  readonly form: 'text' | 'json';
  readonly secrets: 'masked' | 'shown';
}

/** The flags of `watch` as given. */
export interface WatchFlags {
  readonly env?: string;
  readonly interval?: string;
  readonly once?: boolean;
  readonly webhook?: readonly string[];
  readonly slack?: readonly string[];
  readonly port?: string;
  readonly host?: string;
  readonly state?: string;
  readonly redis?: string;
  readonly engine?: readonly EngineName[];
  readonly retries?: string;
  readonly concurrency?: string;
  readonly strict?: boolean;
  readonly timeout?: string;
  readonly print?: Printed;
  readonly json?: boolean;
  readonly showSecrets?: boolean;
}

/** @throws UsageError with every problem */
export function parseWatchArguments(
  { arguments: [contract], options: flags }: Pick<Invocation<WatchFlags>, 'arguments' | 'options'>,
  env: NodeJS.ProcessEnv,
): WatchArguments {
  const problems: UsageProblem[] = [];
  const number = numbersOf(problems);
  const intervalMs = intervalOf(flags.interval ?? '1m', '--interval');
  if (typeof intervalMs !== 'number') problems.push(intervalMs);
  const redis = redisOf(flags.redis, env, problems);
  const port = portOf(flags.port);
  if (typeof port !== 'number') problems.push(port);
  const args: WatchArguments = {
    contract,
    ...(flags.env && { environment: flags.env }),
    intervalMs: typeof intervalMs === 'number' ? intervalMs : 0,
    mode: flags.once === true ? 'once' : 'on',
    channels: (['webhook', 'slack'] as const).flatMap((form) =>
      (flags[form] ?? []).flatMap((text) => channelOf(form, text, env, problems)),
    ),
    port: typeof port === 'number' ? port : 0,
    host: hostOf(flags.host, problems),
    ...defined({ state: flags.state, redis }),
    ...(flags.engine && { engines: [...new Set(flags.engine)] }),
    retries: number('--retries', flags.retries, whole(0, 20), 1),
    concurrency: number('--concurrency', flags.concurrency, whole(1, 1000), 8),
    timeoutMs: number('--timeout', flags.timeout, { of: 'seconds', most: 600 }, 10) * 1000,
    strict: flags.strict === true,
    ...(flags.print && { printed: flags.print }),
    form: flags.json === true ? 'json' : 'text',
    secrets: flags.showSecrets === true ? 'shown' : 'masked',
  };
  if (args.mode === 'once' && flags.port !== undefined)
    problems.push({ message: '--once and --port exclude each other, since --once serves no page.' });
  if (args.mode === 'once' && flags.host !== undefined)
    problems.push({ message: '--once and --host exclude each other, since --once serves no page.' });
  if (redis !== undefined && args.mode === 'once')
    problems.push({ message: '--once and --redis exclude each other, since --once shares no checks.' });
  if (redis !== undefined && args.state !== undefined)
    problems.push({ message: '--redis and --state exclude each other, since --redis keeps the state in Redis.' });
  if (problems.length > 0) throw new UsageError(problems);
  return args;
}

/** The URL is a secret, so messages don't contain it. */
function channelOf(form: ChannelForm, text: string, env: NodeJS.ProcessEnv, problems: UsageProblem[]): Channel[] {
  const url = fromEnvironment(`--${form}`, text, env, problems);
  if (url === undefined) return [];
  if (isPostable(url)) return [{ form, url }];
  problems.push({
    message: `--${form}${url === text ? '' : ` (from ${text.slice(ENV.length)})`} must be an http: or https: URL without a user name and password.`,
    hint: 'Put a token into its path or query',
  });
  return [];
}

function hostOf(text: string | undefined, problems: UsageProblem[]): string {
  const host = text?.replace(/^\[(.*)\]$/, '$1') ?? '127.0.0.1';
  if (isIP(host) === 0)
    problems.push({
      message: `--host '${text}' is not an IP address.`,
      hint: 'Write 0.0.0.0 for every address of this machine',
    });
  return host;
}

function redisOf(text: string | undefined, env: NodeJS.ProcessEnv, problems: UsageProblem[]): string | undefined {
  const url = text === undefined ? undefined : fromEnvironment('--redis', text, env, problems);
  if (url === undefined) return undefined;
  if (URL.canParse(url) && /^rediss?:$/.test(new URL(url).protocol)) {
    if (isDecodable(new URL(url))) return url;
    problems.push({
      message: '--redis: the user name or password has a % that encodes nothing.',
      hint: 'Write %25 for %',
    });
    return undefined;
  }
  problems.push({ message: '--redis must be a redis: or rediss: URL.', hint: 'For example redis://127.0.0.1:6379' });
  return undefined;
}

function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

const ENV = 'env:';

/** The text itself, or the value of the environment variable that it names. */
function fromEnvironment(
  flag: string,
  text: string,
  env: NodeJS.ProcessEnv,
  problems: UsageProblem[],
): string | undefined {
  const value = text.startsWith(ENV) ? env[text.slice(ENV.length)] : text;
  if (value) return value;
  problems.push({ message: `${flag} ${text}: the environment variable is not set.` });
  return undefined;
}

function isPostable(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}
