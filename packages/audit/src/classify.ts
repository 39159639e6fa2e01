import type { Evidence } from '@corsmith/doctor';
import { ALLOW_ORIGIN, lines } from '@corsmith/doctor/examination';
import { get } from '@corsmith/protocol';
import { attackerAt } from './attacker.js';
import type { Attempts } from './attempts.js';
import { browsersAt } from './browsers-at.js';
import { reflectsAnyOrigin } from './classes/reflects-any-origin.js';
import { weaknesses } from './classes.js';
import { exploitOf } from './exploit.js';
import type { Finding, Harmless, Reaches, Someone } from './finding.js';
import { impactOf } from './impact.js';
import { isAllowedSomehow, isNamedIn, type OriginProber, type OriginResult } from './origin-prober.js';
import { originsOf } from './origins-of.js';
import type { ProbeOrigin } from './probe-origin.js';
import { best, beyond, isMore, NOTHING, together } from './reach.js';
import { gradeOf, isAtLeast, withoutCredentials } from './severity.js';
import { isTrusted, type Target } from './target.js';
import type { Weakness } from './weakness.js';

export interface Context {
  readonly target: Target;
  readonly trusted: readonly string[];
  readonly prober: OriginProber;
  readonly attempts: Attempts;
  /** Names of headers that the server requires and that browsers don't send on their own. */
  readonly token: readonly string[];
}

type Match = OriginResult & { readonly attacker: Someone };

/** What any origin gets: other findings count only for what they add to it. */
export const anyOriginReach = (context: Pick<Context, 'target' | 'prober' | 'token'>): Reaches =>
  together([
    { chromium: NOTHING, firefox: NOTHING, webkit: NOTHING },
    ...originsOf(reflectsAnyOrigin, context.target).flatMap(({ origin }) => reachesAt(origin, context) ?? []),
  ]);

/** A page that lacks the token gets no more than one without credentials. */
function reachesAt(origin: string, { prober, token }: Pick<Context, 'prober' | 'token'>): Reaches | undefined {
  const reaches = prober.resultOf(origin)?.reaches;
  return reaches && token.length > 0 ? withoutCredentials(reaches) : reaches;
}

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

/** The probe origins of a class that the server allows and should not. */
export function allowedProbes(weakness: Weakness, { target, trusted, prober }: Context): readonly ProbeOrigin[] {
  const isAllowed = (origin: string) => isAllowedSomehow(prober.resultOf(origin));
  return originsOf(weakness, target).filter(
    ({ origin, unless = [] }) =>
      isAllowed(origin) && !isTrusted(origin, trusted) && !unless.some((other) => other !== origin && isAllowed(other)),
  );
}

function findingOf(weakness: Weakness, context: Context): Finding | undefined {
  const { target, prober, attempts, token } = context;
  const isOfEveryone = weakness.id === reflectsAnyOrigin.id;
  const others = isOfEveryone ? together([]) : anyOriginReach(context);
  // * is not a flawed list: wildcard-on-private-network reports it.
  const matches = allowedProbes(weakness, context).flatMap((probe): Match[] => {
    const attacker = attackerAt(probe, target);
    const result = prober.resultOf(probe.origin);
    const all = reachesAt(probe.origin, context);
    if (!result || !all || attacker === 'nobody') return [];
    const reaches = beyond(all, others);
    return gradeOf(attacker, reaches, target) ? [{ ...result, attacker, reaches }] : [];
  });
  const worst = matches.toSorted((a, b) => rank(b, target) - rank(a, target))[0];
  if (!worst) return undefined;
  const same = matches.filter((one) => one.attacker === worst.attacker);
  const reaches = together(same.map((one) => one.reaches));
  const { attacker } = worst;
  const grade = gradeOf(attacker, reaches, target);
  if (!grade) return undefined;
  const { severity, reason } = grade;
  const isBlind = isOfEveryone && best(reaches, 'read') === 'none';
  return {
    ...(isBlind ? PREFLIGHT_ONLY : { id: weakness.id, title: weakness.title, advice: weakness.advice }),
    severity,
    severityReason: reason,
    attacker,
    ...impactOf(attacker, worst, reaches, { ...target, token }),
    browsers: reaches,
    origins: same.toSorted((a, b) => rank(b, target) - rank(a, target)).map(({ origin }) => origin),
    evidence: evidenceOf(worst),
    exploit: exploitOf({
      origin: worst.origin,
      url: target.url.href,
      read: best(worst.reaches, 'read'),
      write: best(worst.reaches, 'write'),
      writes: worst.writes,
      headers: attempts.read.headers ?? [],
    }),
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
  const severity = gradeOf(attacker, reaches, target)?.severity;
  const browsers = Object.values(reaches).filter(({ read, write }) => read !== 'none' || write !== 'none').length;
  return ['low', 'medium', 'high'].indexOf(severity ?? 'low') * 10 + browsers;
}

/** The header lines that allow it. */
function evidenceOf({ origin, actual, permission, posting, preflight, reaches }: OriginResult): readonly Evidence[] {
  const decisive =
    best(reaches, 'read') === 'none' ? (isNamedIn(posting, origin) ? posting : (permission ?? preflight)) : actual;
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
  if (isMore(best(anyOriginReach(context)), 'none')) return [];
  return weaknesses
    .filter(({ id }) => id !== reflectsAnyOrigin.id)
    .flatMap((weakness) => allowedProbes(weakness, context))
    .flatMap((probe) => {
      if (attackerAt(probe, context.target) !== 'nobody' && browsersAt(probe.origin).length > 0) return [];
      return [{ origin: probe.origin, why: probe.why ?? whyHarmless(probe) }];
    });
}

const whyHarmless = ({ origin, attacker }: ProbeOrigin): string =>
  attacker !== 'nobody' && browsersAt(origin).length > 0 ? 'nobody can register such a name' : whyNoBrowser(origin);

const whyNoBrowser = (origin: string): string =>
  origin.startsWith('https:') &&
  /[^a-z0-9.:/[\]-]|-\.|\.-/.test(origin) &&
  browsersAt(origin.replace('https:', 'http:')).length > 0
    ? 'no authority issues a certificate for such a name'
    : 'no browser sends it';

/** Whether the server allows that origin by name in the response itself. */
export const isNamed = (prober: OriginProber, origin: string): boolean =>
  get(prober.resultOf(origin)?.actual?.response?.headers ?? [], ALLOW_ORIGIN) === origin;
