import type { Channel, ChannelForm } from '@corsmith/monitor/watch';
import type { EngineName } from '@corsmith/protocol';
import type { Invocation } from '../command.js';
import { UsageError, type UsageProblem } from '../usage-error.js';
import type { Printed } from './printed-names.js';

/** What `watch` was asked for. */
export interface WatchArguments {
  readonly contract: string | undefined;
  readonly environment?: string;
  readonly intervalMs: number;
  readonly mode: 'on' | 'once';
  readonly channels: readonly Channel[];
  /** 0 is any. */
  readonly port: number;
  readonly state?: string;
  readonly engines?: readonly EngineName[];
  readonly retries: number;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly printed?: Printed;
  readonly form: 'text' | 'json';
  readonly secrets: 'masked' | 'shown';
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const SHORTEST_INTERVAL = 100;
const LONGEST_INTERVAL = 24 * 3_600_000;

/** @throws UsageError with every mistake at once. */
export function parseWatchArguments(
  { arguments: [contract], options }: Pick<Invocation, 'arguments' | 'options'>,
  env: NodeJS.ProcessEnv,
): WatchArguments {
  const problems: UsageProblem[] = [];
  const number = (name: string, least: number, most: number, byDefault: number): number => {
    const text = options[name];
    if (text === undefined) return byDefault;
    const value = Number(text);
    const isRight = text !== '' && value >= least && value <= most && (name === 'timeout' || Number.isInteger(value));
    if (!isRight) problems.push({ message: `--${name} '${text}' is not a number from ${least} to ${most}.` });
    return value;
  };
  const args: WatchArguments = {
    contract,
    ...(options.env !== undefined && { environment: options.env as string }),
    intervalMs: intervalOf((options.interval as string | undefined) ?? '1m', problems),
    mode: options.once === true ? 'once' : 'on',
    channels: (['webhook', 'slack'] as const).flatMap((form) => {
      const text = options[form] as string | undefined;
      return text === undefined ? [] : channelOf(form, text, env, problems);
    }),
    port: number('port', 0, 65_535, 0),
    ...(options.state !== undefined && { state: options.state as string }),
    ...(options.engine !== undefined && { engines: [...new Set(options.engine as EngineName[])] }),
    retries: number('retries', 0, 20, 1),
    concurrency: number('concurrency', 1, 1000, 8),
    timeoutMs: number('timeout', 0.001, 600, 10) * 1000,
    ...(options.print !== undefined && { printed: options.print as Printed }),
    form: options.json === true ? 'json' : 'text',
    secrets: options.showSecrets === true ? 'shown' : 'masked',
  };
  if (args.mode === 'once' && options.port !== undefined)
    problems.push({ message: '--once serves no page: leave --port out.' });
  if (problems.length > 0) throw new UsageError(problems);
  return args;
}

function intervalOf(text: string, problems: UsageProblem[]): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const ms = Number(number) * (UNITS[unit] ?? Number.NaN);
  if (ms >= SHORTEST_INTERVAL && ms <= LONGEST_INTERVAL) return ms;
  problems.push({
    message: `--interval '${text}' is not a time from 100ms to 24h.`,
    hint: 'A number and its unit, such as 30s, 5m or 1h',
  });
  return 0;
}

/** The URL is a secret: it is in no message. */
function channelOf(form: ChannelForm, text: string, env: NodeJS.ProcessEnv, problems: UsageProblem[]): Channel[] {
  const [, name] = /^env:(.*)$/s.exec(text) ?? [];
  const url = name === undefined ? text : env[name];
  if (url === undefined || url === '') problems.push({ message: `--${form} ${text}: there is no such variable.` });
  else if (!isPostable(url))
    problems.push({
      message: `--${form} is no http: or https: URL${name === undefined ? '' : ` in ${name}`}.`,
      hint: 'A user and a password in it are not sent: put a token into its path or query',
    });
  else return [{ form, url }];
  return [];
}

function isPostable(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}
