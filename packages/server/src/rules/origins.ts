import { isLoopbackHost, originProblem, parseUrl } from '@corsmith/protocol';
import type { Report } from '../policy-error.js';
import { isPublicSuffix } from '../public-suffix.js';
import type { PolicyKey } from './keys.js';

/** The parts of the policy that decide which origins it may name. */
type OriginRules = Partial<Record<PolicyKey, unknown>>;

/** Every origin is written as a browser sends it, and none of them puts a person's credentials at risk. */
export function checkOrigins(origins: unknown, rules: OriginRules, report: Report): void {
  const at = 'origins';
  if (Array.isArray(origins)) {
    if (origins.length === 0) report('missing', at, '[]', 'The list names no origin.', '() => false to allow nobody');
    for (const [index, origin] of origins.entries()) checkOrigin(origin, `origins[${index}]`, rules, report);
  } else if (origins === '*') {
    if (rules.credentials === true)
      report('wildcard-with-credentials', at, '*', 'Browsers refuse * with credentials: list the origins.');
  } else if (origins === undefined) {
    report('missing', at, '', 'Say which origins may ask.');
  } else if (typeof origins !== 'function') {
    const list = typeof origins === 'string' ? `['${origins}']` : undefined;
    report('wrong-type', at, origins, "This is '*', an array of origins or a function.", list);
  }
}

function checkOrigin(origin: unknown, path: string, rules: OriginRules, report: Report): void {
  if (typeof origin !== 'string') report('wrong-type', path, origin, 'An origin is a string.');
  else if (origin === 'null')
    report('null-origin', path, origin, 'Any page can have the origin null, through a sandboxed frame.');
  else if (origin === '*') report('wildcard-beside-names', path, origin, 'The wildcard stands alone.', "'*'");
  else {
    const url = checkForm(origin, path, report);
    if (url && rules.credentials === true && !isLoopbackHost(url.hostname)) checkRisk(origin, url, path, rules, report);
  }
}

/** The URL without wildcards, where there is nothing to report. */
function checkForm(origin: string, path: string, report: Report): URL | undefined {
  const { base, write } = withoutWildcards(origin);
  const problem = base.includes('*') ? undefined : originProblem(base);
  const url = parseUrl(base);
  if (base.includes('*')) {
    const message = 'A wildcard is the left of a host (https://*.example.com) or the port (http://localhost:*).';
    report('invalid-pattern', path, origin, message);
  } else if (problem) {
    report('not-an-origin', path, origin, problem.message, problem.suggestion && write(problem.suggestion));
  } else if (url && origin.includes('*.') && /\.\d+$|\]$/.test(url.hostname)) {
    report('invalid-pattern', path, origin, 'An address has no subdomains.');
  } else return url;
  return undefined;
}

function checkRisk(origin: string, url: URL, path: string, rules: OriginRules, report: Report): void {
  if (url.protocol === 'http:' && rules.dangerouslyAllowInsecureOrigins !== true) {
    const message = "Whoever is on the network path can then use the person's credentials.";
    report('insecure-origin', path, origin, message, origin.replace('http:', 'https:'));
  }
  if (origin.includes('*.') && rules.dangerouslyAllowPublicSuffixes !== true && isPublicSuffix(url.hostname)) {
    const message = `Anyone can register a name under ${url.hostname} and then use the person's credentials.`;
    report('public-suffix', path, origin, message);
  }
}

/** The origin that is left without `*.` and `:*`, and how to put them back into another one. */
function withoutWildcards(origin: string): { base: string; write: (origin: string) => string } {
  const subdomains = /^([A-Za-z][A-Za-z0-9+.-]*:\/\/)?\*\./.exec(origin);
  const anyPort = origin.endsWith(':*');
  const start = subdomains ? (subdomains[1] ?? '') + origin.slice(subdomains[0].length) : origin;
  return {
    base: anyPort ? start.slice(0, -2) : start,
    write: (other) => (subdomains ? other.replace('://', '://*.') : other) + (anyPort ? ':*' : ''),
  };
}
