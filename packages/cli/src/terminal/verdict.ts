import type { Diagnosis, Verdict } from '@corsmith/doctor';
import { besideLabel, type Line, labelled, paragraph } from './line.js';

const BROWSERS = { chromium: 'Chrome', firefox: 'Firefox', webkit: 'Safari' } as const;
type Browser = keyof typeof BROWSERS;
const ENGINES = Object.keys(BROWSERS) as Browser[];

/** The answer in one line. */
export function verdictLine({ verdict, exchanges, heldBack }: Diagnosis): Line {
  const blocked = ENGINES.filter((engine) => !verdict[engine].allowed);
  const allowed = ENGINES.filter((engine) => verdict[engine].allowed);
  if (blocked.length === 0) {
    const where = `in ${listOf(allowed)}`;
    return heldBack ? [['good', `✓ Preflight allowed ${where}`]] : [['good', `✓ Allowed ${where}`]];
  }
  if (isUnreachable({ verdict })) {
    const failure = exchanges[verdict.chromium.exchange ?? -1]?.failure;
    return [['bad', `✗ No answer${failure ? `: ${failure.id.replaceAll('-', ' ')}` : ''}`]];
  }
  const rest = allowed.length > 0 ? `, allowed in ${listOf(allowed)}` : '';
  return [['bad', `✗ Blocked in ${listOf(blocked)}`], rest];
}

/** Whether every browser got no answer at all. */
export const isUnreachable = ({ verdict }: Pick<Diagnosis, 'verdict'>): boolean =>
  ENGINES.every((engine) => verdict[engine].stage === 'network');

export const isAllowed = ({ verdict }: Pick<Diagnosis, 'verdict'>): boolean =>
  ENGINES.every((engine) => verdict[engine].allowed);

/** The verdict that the screen explains: Chrome's, or the first browser's that blocks. */
export function decisiveVerdict({ verdict }: Pick<Diagnosis, 'verdict'>): Verdict {
  const engine = ENGINES.find((name) => !verdict[name].allowed) ?? 'chromium';
  return verdict[engine];
}

/**
 * What the console says: in the first browser that says something, or in each. Of a server that does not answer it
 * says less than the failure itself.
 */
export function consoleLines({ verdict }: Diagnosis, which: 'first' | 'all', width: number): Line[] {
  if (which === 'first' && isUnreachable({ verdict })) return [];
  const speaking = ENGINES.filter((engine) => verdict[engine].messages.length > 0);
  return speaking.slice(0, which === 'first' ? 1 : undefined).flatMap((engine) =>
    labelled(
      BROWSERS[engine],
      verdict[engine].messages.flatMap((message) => paragraph(message, besideLabel(width))),
    ),
  );
}

/** `a, b and c` */
const listOf = (engines: readonly Browser[]): string =>
  engines
    .map((engine) => BROWSERS[engine])
    .join(', ')
    .replace(/, (?=[^,]*$)/, ' and ');
