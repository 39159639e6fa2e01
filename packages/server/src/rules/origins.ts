import { isLoopbackHost, originProblem, parseUrl } from '@corsmith/protocol';
import type { PolicyProblemCode, Report } from '../policy-error.js';
import { isPublicSuffix } from '../public-suffix.js';
import type { PolicyKey } from './keys.js';
import { splitList } from './name-list.js';

/** The parts of the policy that decide which origins it may name. */
type OriginRules = Partial<Record<PolicyKey, unknown>>;

/** Every origin is written as a browser sends it, and none of them puts a person's credentials at risk. */
export function checkOrigins(origins: unknown, rules: OriginRules, report: Report): void {
  const at = 'origins';
  if (Array.isArray(origins)) {
    if (origins.length === 0) report('missing', at, '[]', 'The list is empty.', '() => false to allow nobody');
    for (const [index, origin] of origins.entries()) checkOrigin(origin, `origins[${index}]`, rules, report);
  } else if (origins === '*') {
    if (rules.credentials === true)
      report('wildcard-with-credentials', at, '*', 'Browsers refuse * with credentials: list the origins.');
  } else if (origins === undefined) {
    report('missing', at, '', 'List the allowed origins.');
  } else if (typeof origins !== 'function') {
    const list = typeof origins === 'string' ? splitList(origins, corrected) : undefined;
    report('wrong-type', at, origins, "Must be '*', an array of origins or a function.", list && `[${list}]`);
  }
}

/** Reports what is wrong with one origin. */
type Refuse = (code: PolicyProblemCode, message: string, suggestion?: string) => void;

function checkOrigin(origin: unknown, path: string, rules: OriginRules, report: Report): void {
  const refuse: Refuse = (code, message, suggestion) => report(code, path, origin, message, suggestion);
  if (typeof origin !== 'string') refuse('wrong-type', 'Must be a string.');
  else if (origin === 'null') refuse('null-origin', 'Any page can have the origin null, through a sandboxed frame.');
  else if (SEVERAL.test(origin))
    refuse('not-an-origin', 'Each origin must be a separate entry.', splitList(origin, corrected));
  else if (origin === '*') refuse('wildcard-beside-names', "The wildcard can't be in a list.", "'*'");
  else {
    const url = checkForm(origin, refuse);
    if (url && rules.credentials === true && !isLoopbackHost(withoutDot(url.hostname)))
      checkRisk(origin, url, rules, refuse);
  }
}

/** The URL without wildcards, if it is valid. */
function checkForm(origin: string, refuse: Refuse): URL | undefined {
  const { base, write } = withoutWildcards(origin);
  const problem = originProblem(base);
  const url = parseUrl(base);
  if (base.includes('*')) {
    refuse(
      'invalid-pattern',
      'A wildcard must be the leftmost label of the host (https://*.example.com) or the port (http://localhost:*).',
    );
  } else if (problem) {
    refuse('not-an-origin', problem.message, problem.suggestion && write(problem.suggestion));
  } else if (url && origin.includes('*.') && /\.\d+$|\]$/.test(url.hostname)) {
    refuse('invalid-pattern', 'An IP address has no subdomains.');
  } else if (/^wss?:|\/\/\.|\.\.|:0$/.test(base)) {
    refuse(
      'not-an-origin',
      'No page has this origin.',
      base.startsWith('ws') ? origin.replace('ws', 'http') : undefined,
    );
  } else return url;
  return undefined;
}

/** Separators of an unsplit list, such as an environment variable. */
const SEVERAL = /[,;]|\S\s+[a-z]+:\/\//i;

/** As a browser writes it; undefined unless that is certain. */
function corrected(item: string): string | undefined {
  const unquoted = item.replace(/^["'`]|["'`]$/g, '');
  const { base, write } = withoutWildcards(unquoted);
  if (base.includes('*') || unquoted === 'null') return undefined;
  const problem = originProblem(base);
  return problem ? problem.suggestion && write(problem.suggestion) : unquoted;
}

function checkRisk(origin: string, { protocol, hostname }: URL, rules: OriginRules, refuse: Refuse): void {
  if (protocol === 'http:' && rules.dangerouslyAllowInsecureOrigins !== true) {
    const message = "Anyone on the network path can then use the person's credentials.";
    refuse('insecure-origin', message, origin.replace('http:', 'https:'));
  }
  if (origin.includes('*.') && rules.dangerouslyAllowPublicSuffixes !== true && isPublicSuffix(withoutDot(hostname)))
    refuse('public-suffix', `Anyone can register a name under ${hostname} and then use the person's credentials.`);
}

/** A name with a trailing dot is the same host. */
const withoutDot = (host: string): string => host.replace(/\.$/, '');

/** The origin without `*.` and `:*`, and a function that adds them to another one. */
function withoutWildcards(origin: string): { base: string; write: (origin: string) => string } {
  const subdomains = /^([A-Za-z][A-Za-z0-9+.-]*:\/\/)?\*\./.exec(origin);
  const anyPort = origin.endsWith(':*');
  const start = subdomains ? (subdomains[1] ?? '') + origin.slice(subdomains[0].length) : origin;
  return {
    base: anyPort ? start.slice(0, -2) : start,
    write: (other) => (subdomains ? other.replace('://', '://*.') : other) + (anyPort ? ':*' : ''),
  };
}
