import type { Diagnosis, Verdict } from '@corsmith/doctor';
import { BROWSER_NAMES, type Browser, BROWSERS as ENGINES } from '@corsmith/protocol';
import { cookieVerdict } from './cookies.js';
import { besideLabel, indent, type Line, labelled, listed, paragraph } from './line.js';

/** The verdict in one line, or in two if it is long: blocked first, then not known. */
export function verdictLines(diagnosis: Diagnosis, width: number): Line[] {
  const { verdict, exchanges } = diagnosis;
  const those = (allowed: boolean | null) => ENGINES.filter((engine) => verdict[engine].allowed === allowed);
  const [blocked, allowed, unknown] = [those(false), those(true), those(null)];
  if (blocked.length > 0) {
    if (isUnreachable(diagnosis)) {
      const failure = exchanges[verdict.chromium.exchange ?? -1]?.failure;
      return [[['bad', `✗ No response${failure ? `: ${failure.id.replaceAll('-', ' ')}` : ''}`]]];
    }
    const others = [
      ...(allowed.length > 0 ? [`, allowed in ${listOf(allowed)}`] : []),
      ...(unknown.length > 0 ? [`, not known in ${listOf(unknown)}`] : []),
    ];
    return inTwo(`✗ Blocked in ${listOf(blocked)}`, others.join(''), width);
  }
  const lack = lackOf(diagnosis);
  if (lack) return inTwo(`✗ ${lack.bad}`, lack.rest, width);
  if (unknown.length > 0) return unknownLines(diagnosis, width);
  if (verdict.standard.allowed === false)
    return paragraph(`✓ Allowed: fails the standard, passes in ${listOf(allowed)} today`, width, 'good');
  const lost = cookieVerdict(diagnosis);
  if (lost !== undefined) return paragraph(`✓ CORS allows it in ${listOf(allowed)}; ${lost}`, width, 'good');
  return [[['good', `✓ Allowed in ${listOf(allowed)}`]]];
}

/** The known part first. */
function unknownLines({ verdict, exchanges, unsent }: Diagnosis, width: number): Line[] {
  const all = listOf(ENGINES);
  const rest = unsent ? `${unsent.method} was not sent` : 'the redirect is not followed';
  const isPreflighted = exchanges.some(({ request, why }) => request.kind === 'preflight' && why === undefined);
  if (!unsent || !isPreflighted) return paragraph(`? Not known in ${all}: ${rest}`, width);
  const known =
    verdict.standard.allowed === false
      ? `? Preflight allowed: fails the standard, passes in ${all} today`
      : `? Preflight allowed in ${all}`;
  return paragraph(`${known}; ${rest}`, width);
}

/** Why no more is known, and what to do about it. */
export function unknownReasonLines({ verdict }: Diagnosis, width: number): Line[] {
  const reasons = ENGINES.flatMap((engine) => verdict[engine].unknownBecause ?? []);
  return [...new Set(reasons)].flatMap((reason) => labelled('Not known', paragraph(reason, besideLabel(width))));
}

const inTwo = (bad: string, rest: string, width: number): Line[] =>
  bad.length + rest.length <= width
    ? [[['bad', bad], rest]]
    : [...paragraph(bad, width, 'bad'), ...indent(2, paragraph(rest.replace(/^[,;] /, ''), width - 2))];

/** What the page does not get although no browser blocks the request, and what it does get. */
function lackOf(diagnosis: Diagnosis): { bad: string; rest: string } | undefined {
  const {
    verdict,
    causes: [first],
  } = diagnosis;
  const hidden = new Set(ENGINES.flatMap((engine) => verdict[engine].hidden ?? []));
  const all = listOf(ENGINES);
  if (hidden.size > 0)
    return {
      bad: `The page cannot read ${listed([...hidden])}`,
      rest: `; the rest is allowed in ${all}`,
    };
  switch (first?.id) {
    case 'opaque-response':
    case 'not-cors':
      return { bad: 'The page cannot use the response', rest: `, although ${all} load it` };
    case 'cookie-refused':
      return { bad: `CORS allows it; ${cookieVerdict(diagnosis)}`, rest: '' };
    case 'unstable':
      return { bad: 'Unstable: identical requests get different responses', rest: '' };
    case 'local-network-access':
      return { bad: 'Chrome prompts the user or blocks it', rest: ', allowed in Firefox and Safari' };
    default:
      return undefined;
  }
}

/** Whether no browser got a response: to the request, or to its preflight while nothing else got one either. */
export const isUnreachable = ({ verdict, exchanges }: Pick<Diagnosis, 'verdict' | 'exchanges'>): boolean => {
  const isResponding = exchanges.some(({ layer, response }) => layer === 'front' && response !== undefined);
  return ENGINES.every((engine) => {
    const { stage, exchange } = verdict[engine];
    return stage === 'network' || (!isResponding && exchanges[exchange ?? -1]?.failure !== undefined);
  });
};

/** A request that CORS is not involved in is fine. */
const isHarmless = ({ causes }: Pick<Diagnosis, 'causes'>): boolean => causes.every(({ id }) => id === 'same-origin');

/** Whether the page gets what it wants in every browser. */
export const isAllowed = (diagnosis: Pick<Diagnosis, 'verdict' | 'causes'>): boolean =>
  ENGINES.every((engine) => diagnosis.verdict[engine].allowed) && isHarmless(diagnosis);

/** Whether no browser blocks it so far, and at least one verdict is not known. */
export const isUnknown = (diagnosis: Pick<Diagnosis, 'verdict' | 'causes'>): boolean =>
  ENGINES.every((engine) => diagnosis.verdict[engine].allowed !== false) &&
  ENGINES.some((engine) => diagnosis.verdict[engine].allowed === null) &&
  isHarmless(diagnosis);

/** The verdict that the screen explains: that of the first browser that blocks, else Chrome's. */
export function decisiveVerdict({ verdict }: Pick<Diagnosis, 'verdict'>): Verdict {
  const engine = ENGINES.find((name) => verdict[name].allowed === false) ?? 'chromium';
  return verdict[engine];
}

/**
 * Console messages, of the first browser that prints any or of each. For a server that does not respond, the failure itself
 * says more.
 */
export function consoleLines(diagnosis: Diagnosis, which: 'first' | 'all', width: number): Line[] {
  if (which === 'first' && isUnreachable(diagnosis)) return [];
  const { verdict } = diagnosis;
  const printing = ENGINES.filter((engine) => verdict[engine].messages.length > 0);
  return printing.slice(0, which === 'first' ? 1 : undefined).flatMap((engine) =>
    labelled(
      BROWSER_NAMES[engine],
      verdict[engine].messages.flatMap((message) => paragraph(message, besideLabel(width))),
    ),
  );
}

export const listOf = (engines: readonly Browser[]): string => listed(engines.map((engine) => BROWSER_NAMES[engine]));
