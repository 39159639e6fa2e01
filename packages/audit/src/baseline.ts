import { ALLOW_ORIGIN, lines } from '@corsmith/doctor/examination';
import { BROWSERS, originProblem, type WireResponse } from '@corsmith/protocol';
import { nullAllowed } from './classes/null-allowed.js';
import { reflectsAnyOrigin } from './classes/reflects-any-origin.js';
import { anyOriginReach, isNamed } from './classify.js';
import { isNamedIn, type OriginProber, type Part, type Probing } from './origin-prober.js';
import { baseOf, exampleOf, RESERVED_HOST, registeredOf, strangerUnder, type Target } from './target.js';

/** One or more. */
export type Origins = readonly [first: string, ...others: string[]];

/** Which origins are allowed, before any attack is tried. */
export interface Baseline {
  /** The given origins; else the site's own that are allowed. */
  readonly trusted: readonly string[];
  /** With the origins that probe origins are derived from. */
  readonly target: Target;
  /** Unknown origins, which no list should hold. */
  readonly otherOrigins: Origins;
  /** An origin that is allowed by name. */
  readonly allowedOrigin?: string;
  /** Whether every origin is allowed with credentials, so that there is no list to test. */
  readonly isOpen: boolean;
  /** Whether preflights distinguish an allowed origin from others. */
  readonly preflights: 'distinct' | 'alike';
}

export type Unknown = Omit<Target, 'bases' | 'own' | 'attackerHost'>;

/** How many of the given or found origins probe origins are derived from. */
const MOST_BASES = 4;

/** The origins that are most likely to be allowed: those given, or else the server's own and its siblings. */
export const candidatesOf = ([first, ...others]: readonly string[], url: URL): Origins =>
  first === undefined ? likelyOrigins(url) : [exampleOf(first), ...others.map(exampleOf)];

/** Origins that no list should hold: of a site that anyone could register, of a frame, of a name that nobody can have. */
export const strangersOf = (unknown: Unknown): Origins => {
  const nobody: Target = { ...unknown, bases: [], attackerHost: RESERVED_HOST };
  const reserved = `https://${RESERVED_HOST}`;
  const [first = reserved, ...others] = [
    ...[...reflectsAnyOrigin.origins(nobody), ...nullAllowed.origins(nobody)].map(({ origin }) => origin),
    reserved,
  ];
  return [first, ...others];
};

/** Of the unknown origins, those whose preflight is sent too. */
const WITH_PREFLIGHT = /^(?:https:.*\.com|null)$/;

export const firstContact = (origin: string, parts: readonly Part[]): Probing => ({
  origin,
  parts,
  for: 'baseline',
  why: 'an origin that may be allowed, to compare with',
});

const stranger = (origin: string, parts: readonly Part[]): Probing => ({
  origin,
  parts,
  for: reflectsAnyOrigin.id,
  why: 'an origin that no list should hold (reflects-any-origin, null-allowed)',
});

/** Probes unknown origins and the candidates. `plain` is the response without Origin. */
export async function measureBaseline(
  unknown: Unknown,
  given: readonly string[],
  plain: WireResponse | undefined,
  prober: OriginProber,
): Promise<Baseline> {
  const { url, key } = unknown;
  const otherOrigins = strangersOf(unknown);
  const named = lines(plain, ALLOW_ORIGIN)
    .map(([, value]) => value.trim())
    .filter((value) => value !== 'null' && !originProblem(value));
  const candidates = [...new Set([...candidatesOf(given, url), ...(given.length > 0 ? [] : named)])];
  await prober.probe([
    ...otherOrigins.map((origin) =>
      stranger(origin, WITH_PREFLIGHT.test(origin) ? ['reading', 'permission'] : ['reading']),
    ),
    ...candidates.map((origin) => firstContact(origin, ['reading', 'permission'])),
  ]);
  const isPreflightAllowed = (origin: string) => isNamedIn(prober.resultOf(origin)?.permission, origin);
  if (!isPreflightAllowed(otherOrigins[0])) await prober.probe([stranger(otherOrigins[0], ['posting'])]);
  // A pattern for development names allows the reserved one, and means nothing to an attacker.
  const isReservedAllowed = isNamed(prober, `https://${RESERVED_HOST}`);
  const isStrangerAllowed = isNamed(prober, otherOrigins[0]);
  const attackerHost = isReservedAllowed && !isStrangerAllowed ? strangerUnder('com', key) : RESERVED_HOST;
  const nobody: Target = { ...unknown, bases: [], attackerHost };
  const everyone = anyOriginReach({ target: nobody, prober, token: [] });
  const isOpen = BROWSERS.every((browser) => everyone[browser].read === 'with-credentials');
  const allowedCandidates = candidates.filter((origin) => isNamed(prober, origin));
  const trusted = given.length > 0 ? given : isOpen ? [] : allowedCandidates;
  const bases = (trusted.length > 0 ? trusted.map(exampleOf) : candidates.slice(0, 2))
    .slice(0, MOST_BASES)
    .flatMap((origin) => baseOf(origin) ?? []);
  const own = baseOf(url.origin);
  const isDistinct = candidates.some(isPreflightAllowed) && !isPreflightAllowed(otherOrigins[0]);
  return {
    trusted,
    target: { ...nobody, bases, ...(own && !bases.some(({ host }) => host === own.host) && { own }) },
    otherOrigins,
    ...(allowedCandidates[0] !== undefined && { allowedOrigin: allowedCandidates[0] }),
    isOpen,
    preflights: isDistinct ? 'distinct' : 'alike',
  };
}

/** The most likely origins of a server's pages, its own first. */
function likelyOrigins(url: URL): Origins {
  const domain = registeredOf(url.hostname)?.domain;
  const siblings = domain ? [`https://${domain}`, `https://www.${domain}`, `https://app.${domain}`] : [];
  return [url.origin, ...siblings.filter((origin) => origin !== url.origin)];
}
