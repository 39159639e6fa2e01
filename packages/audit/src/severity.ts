import { BROWSER_NAMES, BROWSERS } from '@corsmith/protocol';
import { type Attacker, type Reaches, SEVERITIES, type Severity, type Someone } from './finding.js';
import { best, isMore, NOTHING } from './reach.js';
import type { Target } from './target.js';

/** A severity, and why. */
export interface Grade {
  readonly severity: Severity;
  readonly reason: string;
}

/** What limits attackers who can't have a page just anywhere. */
const LIMITS: Readonly<Record<Exclude<Someone, 'anyone'>, string>> = {
  neighbour: 'the attacker needs another host or port of the same owner',
  network: 'the attacker must be between the visitor and the network',
  lan: 'the attacker needs a device in the visitor’s network',
  machine: 'the attacker needs a program on the visitor’s machine',
  extension: 'the visitor must have installed a hostile extension',
  'third-party': 'only one company could use it',
};

/**
 * Undefined if nobody gains anything: without credentials a page gets no more than its own server could fetch, unless the
 * visitor is in a network that the attacker can't reach.
 */
export function gradeOf(attacker: Attacker, reaches: Reaches, { network }: Pick<Target, 'network'>): Grade | undefined {
  const access = best(reaches);
  if (attacker === 'nobody' || access === 'none') return undefined;
  if (access === 'without') {
    if (attacker !== 'anyone') return undefined;
    return network === 'private'
      ? { severity: 'medium', reason: 'no credentials, but only the visitor’s browser can reach the server' }
      : { severity: 'low', reason: 'no credentials, so no visitor’s data' };
  }
  if (attacker === 'third-party' || attacker === 'extension') return { severity: 'low', reason: LIMITS[attacker] };
  if (attacker !== 'anyone') return { severity: 'medium', reason: LIMITS[attacker] };
  const able = BROWSERS.filter((browser) => best({ ...NOBODY, [browser]: reaches[browser] }) === access);
  return able.length === BROWSERS.length
    ? { severity: 'high', reason: 'any website, with the visitor’s credentials, in all three browsers' }
    : { severity: 'medium', reason: `only in ${able.map((browser) => BROWSER_NAMES[browser]).join(' and ')}` };
}

const NOBODY: Reaches = { chromium: NOTHING, firefox: NOTHING, webkit: NOTHING };

/** As if no credentials were sent: what browsers send is not what the server requires. */
export function withoutCredentials(reaches: Reaches): Reaches {
  const lesser = (one: Reaches['chromium']): Reaches['chromium'] => ({
    read: isMore(one.read, 'without') ? 'without' : one.read,
    write: isMore(one.write, 'without') ? 'without' : one.write,
  });
  return { chromium: lesser(reaches.chromium), firefox: lesser(reaches.firefox), webkit: lesser(reaches.webkit) };
}

/** Whether a severity is at or above another. */
export const isAtLeast = (severity: Severity, least: Severity): boolean =>
  SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
