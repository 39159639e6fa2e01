import { isLoopbackHost, parseUrl } from '@corsmith/protocol';
import { type Policy, parsePolicy } from './policy.js';
import type { PolicyConfig } from './policy-config.js';
import { PolicyError, type PolicyProblem } from './policy-error.js';
import { KEYS, meantKey, type PolicyKey } from './rules/keys.js';
import { builtinProcess } from './runtime.js';

export interface EnvOptions {
  /** Gets the warnings. Default `console.warn`. */
  readonly warn?: (message: string) => void;
}

type Env = Readonly<Record<string, string | undefined>>;

/** `requestHeaders` is `CORS_REQUEST_HEADERS`. */
const variableOf = (key: string): string => `CORS_${key.replace(/[A-Z]/g, '_$&').toUpperCase()}`;

const KEY_OF = new Map(KEYS.map((key) => [variableOf(key), key]));

/**
 * The policy that the environment describes: `CORS_ORIGINS` (comma-separated, required), and optionally `CORS_CREDENTIALS`,
 * `CORS_METHODS`, `CORS_REQUEST_HEADERS`, `CORS_RESPONSE_HEADERS`, `CORS_MAX_AGE`, `CORS_VARY`, `CORS_DEBUG` and the two
 * `CORS_DANGEROUSLY_…`. Refuses the same problems as `createPolicy`, under the variables' names, and variables that look
 * misspelled. Warns if no deployed page could use the server, unless NODE_ENV is `development` or `test`.
 */
export function policyFromEnv(env: Env = builtinProcess()?.env ?? {}, options: EnvOptions = {}): Policy {
  const config: Partial<Record<string, unknown>> = {};
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith('CORS_') || value === undefined || value.trim() === '') continue;
    const key = KEY_OF.get(variable);
    if (key) config[key] = read(key, value);
    else if (meantKey(variable.slice(5))) config[variable.slice(5)] = value;
  }
  try {
    const policy = parsePolicy(config);
    const warning = warningFor(policy.config.origins);
    if (warning && !['development', 'test'].includes(env.NODE_ENV ?? '')) (options.warn ?? console.warn)(warning);
    return policy;
  } catch (error) {
    throw error instanceof PolicyError ? new PolicyError(error.problems.map(inVariables)) : error;
  }
}

/** Invalid text stays as it is, for the checks to refuse. */
function read(key: PolicyKey, value: string): unknown {
  const text = value.trim();
  if (key === 'maxAge') return /^\d+$/.test(text) ? Number(text) : text;
  if (text === 'true' || text === 'false') return text === 'true';
  if (!['origins', 'methods', 'requestHeaders', 'responseHeaders', 'vary'].includes(key)) return text;
  const items = text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  return items.length === 1 && items[0] === '*' && /^(origins|requestHeaders)$/.test(key) ? '*' : items;
}

function inVariables(problem: PolicyProblem): PolicyProblem {
  const [, key = '', rest = ''] = /^([^[]*)(.*)$/.exec(problem.path) ?? [];
  const path = KEYS.some((one) => one === key) ? variableOf(key) : `CORS_${key}`;
  // Quotes and brackets are JavaScript syntax.
  const value = problem.suggestion?.replace(/^\[|\]$|'/g, '');
  const suggestion = problem.code === 'unknown-key' && value ? variableOf(value) : value;
  return { ...problem, path: path + rest, ...(suggestion !== undefined && { suggestion }) };
}

function warningFor(origins: PolicyConfig['origins']): string | undefined {
  if (typeof origins !== 'object') return undefined;
  const urls = origins.flatMap((origin) => parseUrl(origin.replace('*.', '').replace(/:\*$/, '')) ?? []);
  if (urls.every((url) => isLoopbackHost(url.hostname)))
    return 'CORS_ORIGINS lists only origins of this machine: no deployed page can use this server.';
  if (urls.every((url) => url.protocol === 'http:' || !isPublicHost(url.hostname)))
    return 'CORS_ORIGINS lists no production origin: none is https: on a public host.';
  return undefined;
}

/** Not of a private network (RFC 1918, RFC 4193) or a name that is reserved for tests (RFC 6761, RFC 6762). */
const isPublicHost = (host: string): boolean =>
  !isLoopbackHost(host) &&
  !/^(?:10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+$|^\[f[cde]|(?:^|\.)(?:test|local|internal|lan|home\.arpa)$/.test(
    host,
  );
