import { maskText } from '@corsmith/evidence';
import { createPolicy, type Policy, PolicyError } from '@corsmith/server';
import type { StackId } from '@corsmith/stacks';
import { readUrl } from '../check/url.js';
import type { Invocation } from '../command.js';
import { portOf } from '../loopback.js';
import { numberOf } from '../number-flag.js';
import { namedStack } from '../stack-id.js';
import { UsageError, type UsageProblem } from '../usage-error.js';

/** The flags of `proxy`, as they were written. */
export interface ProxyFlags {
  readonly target?: string;
  readonly origin?: readonly string[];
  readonly port?: string;
  readonly credentials?: boolean;
  readonly rewriteCookies?: boolean;
  readonly insecure?: boolean;
  readonly stack?: string;
  readonly timeout?: string;
  readonly verbose?: boolean;
}

/** The arguments of `proxy`. */
export interface ProxyArguments {
  /** An origin, and nothing more. */
  readonly target: URL;
  /** Origins whose pages may use the proxy. */
  readonly pages: Policy;
  /** 0 for a free one. */
  readonly port: number;
  /** `shown`: only where a request shows that it has some. */
  readonly credentials: 'include' | 'shown';
  readonly cookies: 'kept' | 'rewritten';
  readonly certificates: 'checked' | 'any';
  readonly stack?: StackId;
  /** Milliseconds. */
  readonly timeoutMs: number;
  readonly detail: 'short' | 'verbose';
}

const DEFAULT_PAGES = ['http://localhost:*', 'http://127.0.0.1:*'];

/** @throws UsageError with every problem at once. */
export function parseProxyArguments({ options: flags }: Pick<Invocation<ProxyFlags>, 'options'>): ProxyArguments {
  const { origin = DEFAULT_PAGES, timeout = '60' } = flags;
  const pages = pagesOf(origin);
  const port = portOf(flags.port);
  const seconds = numberOf('--timeout', timeout, { of: 'seconds', most: 3600 });
  const named = namedStack(flags.stack);
  const target = targetOf(flags.target);
  const problems = [
    target instanceof URL ? undefined : target,
    ...(pages instanceof PolicyError ? pages.problems.map(originUsageProblem) : []),
    typeof port === 'number' ? undefined : port,
    typeof seconds === 'number' ? undefined : seconds,
    'problem' in named ? named.problem : undefined,
  ].filter((problem) => problem !== undefined);
  if (!(target instanceof URL) || pages instanceof PolicyError || typeof port !== 'number' || 'problem' in named)
    throw new UsageError(problems);
  if (problems.length > 0) throw new UsageError(problems);
  return {
    target,
    pages,
    port,
    credentials: flags.credentials ? 'include' : 'shown',
    cookies: flags.rewriteCookies ? 'rewritten' : 'kept',
    certificates: flags.insecure ? 'any' : 'checked',
    ...named,
    timeoutMs: Number(seconds) * 1000,
    detail: flags.verbose ? 'verbose' : 'short',
  };
}

/** The target server, or what is wrong with it. */
function targetOf(text: string | undefined): URL | UsageProblem {
  if (text === undefined) return { message: 'No target server.', hint: 'Pass --target https://api.example.com' };
  const url = readUrl(text);
  if (!(url instanceof URL)) return url;
  const shown = `--target '${maskText(text)}'`;
  if (!/^https?:$/.test(url.protocol)) return { message: `${shown} is not http:// or https://.` };
  if (url.username !== '' || url.password !== '')
    return { message: `${shown} has a user name or a password.`, hint: 'Let the page send Authorization' };
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return {
      message: `${shown} has a path. Paths come from the page's requests.`,
      hint: `Write --target ${url.origin}`,
    };
  return url;
}

/** A policy that allows these pages, or what is wrong with them. */
export function pagesOf(origins: readonly string[]): Policy | PolicyError {
  try {
    return createPolicy({ origins: [...origins] });
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
}

const originUsageProblem = ({ text, message, suggestion }: PolicyError['problems'][number]): UsageProblem => {
  if (text === '*') return { message: "--origin '*' would let every page on the web use this server through you." };
  return {
    message: `--origin '${maskText(text)}': ${message}`,
    ...(suggestion !== undefined && { hint: `Write --origin ${suggestion}` }),
  };
};
