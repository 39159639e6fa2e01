import { BROWSERS } from '@corsmith/protocol';
import { type Attacker, type Reaches, SEVERITIES, type Severity } from './finding.js';
import { best } from './reach.js';
import type { Target } from './target.js';

/**
 * Undefined if nobody gains anything: without credentials a page gets no more than its own server could fetch, unless the
 * visitor is in a network that the attacker can't reach.
 */
export function severityOf(
  attacker: Attacker,
  reaches: Reaches,
  { network }: Pick<Target, 'network'>,
): Severity | undefined {
  const access = best(reaches);
  if (attacker === 'nobody' || access === 'none') return undefined;
  if (access === 'with-credentials') {
    if (attacker === 'third-party') return 'low';
    const everywhere = BROWSERS.every((browser) => best({ ...reaches, ...onlyOf(reaches, browser) }) === access);
    return attacker === 'anyone' && everywhere ? 'high' : 'medium';
  }
  if (attacker !== 'anyone') return undefined;
  return network === 'private' ? 'medium' : 'low';
}

/** The reach of that browser alone. */
const onlyOf = (reaches: Reaches, browser: (typeof BROWSERS)[number]): Reaches => ({
  chromium: reaches[browser],
  firefox: reaches[browser],
  webkit: reaches[browser],
});

/** Whether a severity is at or above another. */
export const isAtLeast = (severity: Severity, least: Severity): boolean =>
  SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
