import type { Diagnosis, Verdict } from '@corsmith/doctor';
import { besideLabel, indent, type Line, labelled, listed, paragraph } from './line.js';

const BROWSERS = { chromium: 'Chrome', firefox: 'Firefox', webkit: 'Safari' } as const;
type Browser = keyof typeof BROWSERS;
const ENGINES = Object.keys(BROWSERS) as Browser[];

/** The answer in one line, or in two where it is long: what is not allowed first. */
export function verdictLines(diagnosis: Diagnosis, width: number): Line[] {
  const { verdict, exchanges, heldBack } = diagnosis;
  const blocked = ENGINES.filter((engine) => !verdict[engine].allowed);
  const allowed = ENGINES.filter((engine) => verdict[engine].allowed);
  if (blocked.length === 0) {
    const lack = lackOf(diagnosis);
    if (lack) return inTwo(`✗ ${lack.bad}`, lack.rest, width);
    const what = heldBack ? 'Preflight allowed' : 'Allowed';
    if (!verdict.standard.allowed)
      return paragraph(`✓ ${what}: fails the standard, passes in ${listOf(allowed)} today`, width, 'good');
    return [[['good', `✓ ${what} in ${listOf(allowed)}`]]];
  }
  if (isUnreachable({ verdict })) {
    const failure = exchanges[verdict.chromium.exchange ?? -1]?.failure;
    return [[['bad', `✗ No answer${failure ? `: ${failure.id.replaceAll('-', ' ')}` : ''}`]]];
  }
  return inTwo(`✗ Blocked in ${listOf(blocked)}`, allowed.length > 0 ? `, allowed in ${listOf(allowed)}` : '', width);
}

const inTwo = (bad: string, rest: string, width: number): Line[] =>
  bad.length + rest.length <= width
    ? [[['bad', bad], rest]]
    : [...paragraph(bad, width, 'bad'), ...indent(2, paragraph(rest.replace(/^[,;] /, ''), width - 2))];

/** What the page does not get though no browser blocks the request, and what it does get. */
function lackOf({ verdict, heldBack, causes: [first] }: Diagnosis): { bad: string; rest: string } | undefined {
  const hidden = new Set(ENGINES.flatMap((engine) => verdict[engine].hidden ?? []));
  const all = listOf(ENGINES);
  if (hidden.size > 0)
    return {
      bad: `The page cannot read ${listed([...hidden])}`,
      rest: `; ${heldBack ? 'the preflight' : 'the rest'} is allowed in ${all}`,
    };
  switch (first?.id) {
    case 'opaque-response':
    case 'not-cors':
      return { bad: 'The page cannot use the answer', rest: `, though ${all} fetch it` };
    case 'local-network-access':
      return { bad: 'Chrome asks the person or refuses', rest: ', allowed in Firefox and Safari' };
    default:
      return undefined;
  }
}

/** Whether every browser got no answer at all. */
export const isUnreachable = ({ verdict }: Pick<Diagnosis, 'verdict'>): boolean =>
  ENGINES.every((engine) => verdict[engine].stage === 'network');

/** Whether the page gets what it wants from every browser. That CORS has no part in it (`same-origin`) is no harm. */
export const isAllowed = ({ verdict, causes }: Pick<Diagnosis, 'verdict' | 'causes'>): boolean =>
  ENGINES.every((engine) => verdict[engine].allowed) && causes.every(({ id }) => id === 'same-origin');

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

const listOf = (engines: readonly Browser[]): string => listed(engines.map((engine) => BROWSERS[engine]));
