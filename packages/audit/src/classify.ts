import type { Evidence } from '@corsmith/doctor';
import { ALLOW_ORIGIN, lines } from '@corsmith/doctor/examination';
import { get } from '@corsmith/protocol';
import { browsersAt } from './browsers-at.js';
import { reflectsAnyOrigin } from './classes/reflects-any-origin.js';
import { weaknesses } from './classes.js';
import type { Attacker, Finding, Harmless, Reaches } from './finding.js';
import { impactOf } from './impact.js';
import type { OriginProber, OriginResult } from './origin-prober.js';
import type { ProbeOrigin } from './probe-origin.js';
import { best, beyond, isMore, NOTHING, together } from './reach.js';
import { isAtLeast, severityOf } from './severity.js';
import { isTrusted, type Target } from './target.js';
import type { Weakness } from './weakness.js';

export interface Context {
  readonly target: Target;
  readonly trusted: readonly string[];
  readonly prober: OriginProber;
}

type Match = OriginResult & Pick<ProbeOrigin, 'attacker'>;

/** What any origin gets: other findings count only for what they add to it. */
export const anyOriginReach = ({ target, prober }: Context): Reaches =>
  together([
    { chromium: NOTHING, firefox: NOTHING, webkit: NOTHING },
    ...reflectsAnyOrigin.origins(target).flatMap(({ origin }) => prober.resultOf(origin)?.reaches ?? []),
  ]);

/** Every weakness that the responses show, the worst first, without those implied by another. */
export function classify(context: Context): readonly Finding[] {
  const found = weaknesses.flatMap((weakness) => findingOf(weakness, context) ?? []);
  const impliedBy = new Map<Finding['id'], readonly Finding['id'][]>(
    weaknesses.map(({ id, impliedBy }) => [id, impliedBy]),
  );
  const isImplied = ({ id, severity }: Finding) =>
    found.some((other) => impliedBy.get(id)?.includes(other.id) && isAtLeast(other.severity, severity));
  const own = found.filter((finding) => !isImplied(finding));
  return own.toSorted((a, b) => (a.severity === b.severity ? 0 : isAtLeast(a.severity, b.severity) ? -1 : 1));
}

function findingOf(weakness: Weakness, context: Context): Finding | undefined {
  const { target, trusted, prober } = context;
  const isOfEveryone = weakness.id === reflectsAnyOrigin.id;
  const others = isOfEveryone ? together([]) : anyOriginReach(context);
  const matches = weakness.origins(target).flatMap(({ origin, attacker }): Match[] => {
    const result = prober.resultOf(origin);
    if (!result || isTrusted(origin, trusted)) return [];
    const reaches = beyond(result.reaches, others);
    // * is not a flawed list: wildcard-on-private-network reports it.
    if (isOfEveryone && !isNamed(result)) return [];
    return severityOf(attacker, reaches, target) ? [{ ...result, attacker, reaches }] : [];
  });
  const worst = matches.toSorted((a, b) => rank(b, target) - rank(a, target))[0];
  if (!worst) return undefined;
  const same = matches.filter(({ attacker }) => attacker === worst.attacker);
  const reaches = together(same.map((one) => one.reaches));
  const severity = severityOf(worst.attacker, reaches, target)!;
  const attacker = worst.attacker as Exclude<Attacker, 'nobody'>;
  const isBlind = isOfEveryone && best(reaches, 'read') === 'none';
  return {
    ...(isBlind ? PREFLIGHT_ONLY : { id: weakness.id, title: weakness.title, advice: weakness.advice }),
    severity,
    attacker,
    ...impactOf(attacker, worst.origin, reaches, target),
    browsers: reaches,
    origins: same.toSorted((a, b) => rank(b, target) - rank(a, target)).map(({ origin }) => origin),
    evidence: evidenceOf(worst),
  };
}

const PREFLIGHT_ONLY = {
  id: 'preflight-only',
  title: 'The preflight allows any origin, the request does not',
  advice:
    'The response to OPTIONS allows any origin, so browsers send the request that follows; only its response can’t be read. Use the same list for both.',
} as const;

/** By severity, then by the number of browsers. */
function rank({ attacker, reaches }: Match, target: Target): number {
  const severity = severityOf(attacker, reaches, target);
  const browsers = Object.values(reaches).filter(({ read, write }) => read !== 'none' || write !== 'none').length;
  return ['low', 'medium', 'high'].indexOf(severity ?? 'low') * 10 + browsers;
}

/** Access-Control-Allow-Origin is exactly that origin, and not `*`. */
const isNamed = ({ origin, actual, permission }: OriginResult): boolean =>
  [actual, permission].some((one) => one?.response && get(one.response.headers, ALLOW_ORIGIN) === origin);

/** The header lines that allow it. */
function evidenceOf({ origin, actual, permission, reaches }: OriginResult): readonly Evidence[] {
  const decisive = best(reaches, 'read') === 'none' ? permission : actual;
  return (decisive ? [decisive] : []).flatMap(({ index, response }) =>
    [...lines(response, ALLOW_ORIGIN), ...lines(response, 'access-control-allow-credentials')].map(
      (header, at): Evidence =>
        at === 0
          ? { text: `Origin: ${origin}`, exchange: index, header, at: 0 }
          : { text: '', exchange: index, header },
    ),
  );
}

/** Origins that the server allows although no attacker can have a page there: other tools may report them. */
export function harmlessOf(context: Context): readonly Harmless[] {
  const { target, trusted, prober } = context;
  const everyone = anyOriginReach(context);
  const probes = weaknesses.filter(({ id }) => id !== reflectsAnyOrigin.id).flatMap(({ origins }) => origins(target));
  if (isMore(best(everyone), 'none')) return [];
  return probes.flatMap(({ origin, attacker, why }) => {
    const result = prober.resultOf(origin);
    if (!result || !isNamed(result) || isTrusted(origin, trusted)) return [];
    if (attacker !== 'nobody' && browsersAt(origin).length > 0) return [];
    return [{ origin, why: why ?? whyNoBrowser(origin) }];
  });
}

const whyNoBrowser = (origin: string): string =>
  origin.startsWith('https:') &&
  /[^a-z0-9.:/[\]-]|-\.|\.-/.test(origin) &&
  browsersAt(origin.replace('https:', 'http:')).length > 0
    ? 'no authority issues a certificate for such a name'
    : 'no browser sends it';
