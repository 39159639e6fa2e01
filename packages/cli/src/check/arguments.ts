import type { DirectServer } from '@corsmith/doctor';
import { isHeaderName, type PageRequest } from '@corsmith/protocol';
import type { StackId } from '@corsmith/stacks';
import type { Invocation } from '../command.js';
import { numberOf } from '../number-flag.js';
import { namedStack } from '../stack-id.js';
import { UsageError, type UsageProblem } from '../usage-error.js';
import { readBody } from './body.js';
import { parseCookies } from './cookie.js';
import { parseDirect } from './direct.js';
import { parsePageRequest, type RequestFlags } from './page-request.js';

/** The flags of `check`, as they were written. */
export interface CheckFlags extends RequestFlags {
  readonly data?: string;
  /** Never a file. */
  readonly dataRaw?: string;
  readonly cookie?: readonly string[];
  readonly send?: boolean;
  readonly direct?: readonly string[];
  readonly insecureDirect?: boolean;
  readonly paths?: boolean;
  /** `--no-extra-probes` makes it false. */
  readonly extraProbes?: boolean;
  readonly read?: readonly string[];
  readonly thirdParty?: boolean;
  readonly stack?: string;
  readonly repeat?: string;
  readonly timeout?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly showSecrets?: boolean;
}

/** The parsed arguments of `check`. */
export interface CheckArguments {
  readonly request: PageRequest;
  /** Absent if the request has no credentials: then no cookie matters. */
  readonly cookies?: readonly string[];
  readonly send: boolean;
  readonly direct: readonly DirectServer[];
  readonly insecureDirect: boolean;
  readonly paths: boolean;
  readonly extraProbes: boolean;
  readonly read: readonly string[];
  readonly thirdParty: boolean;
  readonly stack?: StackId;
  readonly repeat?: number;
  readonly timeoutMs: number;
  readonly output: 'short' | 'verbose' | 'json';
  readonly secrets: 'masked' | 'shown';
}

/** Of one request. */
const MOST_REPEATS = 1000;

/** In seconds. */
const LONGEST_TIMEOUT = 600;

/** @throws UsageError with every problem at once. */
export async function parseArguments({
  arguments: [url = ''],
  options: flags,
}: Pick<Invocation<CheckFlags>, 'arguments' | 'options'>): Promise<CheckArguments> {
  const body = await readBody(flags);
  const cookies = (flags.cookie ?? []).map(parseCookies);
  // Who passes a cookie wants it sent.
  const credentials = flags.credentials === true || cookies.length > 0;
  const page = parsePageRequest(url, { ...flags, credentials }, body && 'body' in body ? body.body : undefined);
  const direct = (flags.direct ?? []).map(parseDirect);
  const named = namedStack(flags.stack);
  const timeout = numberOf('--timeout', flags.timeout ?? '10', { of: 'seconds', most: LONGEST_TIMEOUT });
  const repeat =
    flags.repeat === undefined
      ? undefined
      : numberOf('--repeat', flags.repeat, { of: 'whole', least: 2, most: MOST_REPEATS });
  const problems: readonly (UsageProblem | undefined)[] = [
    ...('problems' in page ? page.problems : []),
    body && 'problem' in body ? body.problem : undefined,
    ...direct.map((one) => ('problem' in one ? one.problem : undefined)),
    ...cookies.map((one) => ('problem' in one ? one.problem : undefined)),
    ...(flags.read ?? [])
      .filter((name) => !isHeaderName(name))
      .map((name) => ({ message: `--read '${name}' is not a valid header name.` })),
    'problem' in named ? named.problem : undefined,
    flags.thirdParty && flags.stack !== undefined
      ? {
          message: '--third-party prints no configuration of a server, so --stack has no effect.',
          hint: 'Leave out one of them',
        }
      : undefined,
    typeof timeout === 'number' ? undefined : timeout,
    typeof repeat === 'object' ? repeat : undefined,
  ];
  const known = problems.filter((problem) => problem !== undefined);
  if (known.length > 0 || 'problems' in page || 'problem' in named) throw new UsageError(known);
  return {
    request: page.request,
    ...(credentials && { cookies: cookies.flatMap((one) => ('cookies' in one ? one.cookies : [])) }),
    send: flags.send === true,
    direct: direct.flatMap((one) => ('server' in one ? [one.server] : [])),
    insecureDirect: flags.insecureDirect === true,
    paths: flags.paths === true,
    extraProbes: flags.extraProbes !== false,
    read: flags.read ?? [],
    thirdParty: flags.thirdParty === true,
    ...named,
    ...(typeof repeat === 'number' && { repeat }),
    timeoutMs: Number(timeout) * 1000,
    output: flags.json ? 'json' : flags.verbose ? 'verbose' : 'short',
    secrets: flags.showSecrets ? 'shown' : 'masked',
  };
}
