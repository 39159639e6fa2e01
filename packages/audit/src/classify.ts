import type { Evidence } from '@corsmith/doctor';
import { ALLOW_ORIGIN, lines } from '@corsmith/doctor/examination';
import { get } from '@corsmith/protocol';
import { browsersAt } from './browsers-at.js';
import { reflectsAnyOrigin } from './classes/reflects-any-origin.js';
import { weaknesses } from './classes.js';
import type { Attacker, Finding, Harmless, Reaches } from './finding.js';
import { impactOf } from './impact.js';
import type { Interview, Interviewed } from './interview.js';
import type { ProbeOrigin } from './probe-origin.js';
import { best, beyond, isMore, NOTHING, together } from './reach.js';
import { isAtLeast, severityOf } from './severity.js';
import { isTrusted, type Target } from './target.js';
import type { Weakness } from './weakness.js';

export interface Context {
  readonly target: Target;
  readonly trusted: readonly string[];
  readonly interview: Interview;
}

type Caught = Interviewed & Pick<ProbeOrigin, 'attacker'>;

/** What everyone gets, whoever asks: other origins count for what they get beyond it. */
export const strangersReach = ({ target, interview }: Context): Reaches =>
  together([
    { chromium: NOTHING, firefox: NOTHING, webkit: NOTHING },
    ...reflectsAnyOrigin.origins(target).flatMap(({ origin }) => interview.of(origin)?.reaches ?? []),
  ]);

/** Every weakness that shows in the answers, the worst first, without those that follow from another. */
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
  const { target, trusted, interview } = context;
  const isOfEveryone = weakness.id === reflectsAnyOrigin.id;
  const others = isOfEveryone ? together([]) : strangersReach(context);
  const caught = weakness.origins(target).flatMap(({ origin, attacker }): Caught[] => {
    const interviewed = interview.of(origin);
    if (!interviewed || isTrusted(origin, trusted)) return [];
    const reaches = beyond(interviewed.reaches, others);
    // * is no list that is wrong: what it means is said of the network that the server is in.
    if (isOfEveryone && !isNamed(interviewed)) return [];
    return severityOf(attacker, reaches, target) ? [{ ...interviewed, attacker, reaches }] : [];
  });
  const worst = caught.toSorted((a, b) => rank(b, target) - rank(a, target))[0];
  if (!worst) return undefined;
  const same = caught.filter(({ attacker }) => attacker === worst.attacker);
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
  title: 'The preflight lets in whatever origin asks, the request does not',
  advice:
    'The answer to OPTIONS names any origin, so that browsers send the request that follows; only its answer stays unread. Ask the same list in both places.',
} as const;

/** The worst first, and among equals what more browsers do. */
function rank({ attacker, reaches }: Caught, target: Target): number {
  const severity = severityOf(attacker, reaches, target);
  const browsers = Object.values(reaches).filter(({ read, write }) => read !== 'none' || write !== 'none').length;
  return ['low', 'medium', 'high'].indexOf(severity ?? 'low') * 10 + browsers;
}

/** Access-Control-Allow-Origin is that very origin, and not `*`. */
const isNamed = ({ origin, actual, permission }: Interviewed): boolean =>
  [actual, permission].some((one) => one?.response && get(one.response.headers, ALLOW_ORIGIN) === origin);

/** The lines that let it in. */
function evidenceOf({ origin, actual, permission, reaches }: Interviewed): readonly Evidence[] {
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

/** What the server lets in although no attacker's page can be there: other tools may report it. */
export function harmlessOf(context: Context): readonly Harmless[] {
  const { target, trusted, interview } = context;
  const everyone = strangersReach(context);
  const probes = weaknesses.filter(({ id }) => id !== reflectsAnyOrigin.id).flatMap(({ origins }) => origins(target));
  if (isMore(best(everyone), 'none')) return [];
  return probes.flatMap(({ origin, attacker, why }) => {
    const interviewed = interview.of(origin);
    if (!interviewed || !isNamed(interviewed) || isTrusted(origin, trusted)) return [];
    if (attacker !== 'nobody' && browsersAt(origin).length > 0) return [];
    return [{ origin, why: why ?? whyNoBrowser(origin) }];
  });
}

const whyNoBrowser = (origin: string): string =>
  origin.startsWith('https:') &&
  /[^a-z0-9.:/[\]-]|-\.|\.-/.test(origin) &&
  browsersAt(origin.replace('https:', 'http:')).length > 0
    ? 'no authority gives a certificate for such a name'
    : 'no browser sends it';
