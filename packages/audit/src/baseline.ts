import { ALLOW_ORIGIN, lines } from '@corsmith/doctor/examination';
import { BROWSERS, get, originProblem, type WireResponse } from '@corsmith/protocol';
import { nullAllowed } from './classes/null-allowed.js';
import { reflectsAnyOrigin } from './classes/reflects-any-origin.js';
import { anyOriginReach } from './classify.js';
import type { OriginProber } from './origin-prober.js';
import { baseOf, exampleOf, registeredOf, type Target } from './target.js';

/** Which origins are allowed, before any attack is tried. */
export interface Baseline {
  /** The given origins; else the site's own that are allowed. */
  readonly trusted: readonly string[];
  /** With the origins that probe origins are derived from. */
  readonly target: Target;
  /** Unknown origins, which no list should hold. */
  readonly otherOrigins: readonly string[];
  /** An origin that is allowed by name. */
  readonly allowedOrigin?: string;
  /** Whether every origin is allowed with credentials, so that there is no list to test. */
  readonly isOpen: boolean;
}

/** How many of the given or found origins probe origins are derived from. */
const MOST_BASES = 4;

/** Probes unknown origins, the given ones and the most likely ones. `plain` is the response without Origin. */
export async function measureBaseline(
  unknown: Omit<Target, 'bases'>,
  given: readonly string[],
  plain: WireResponse | undefined,
  prober: OriginProber,
): Promise<Baseline> {
  const { url } = unknown;
  const nobody: Target = { ...unknown, bases: [] };
  const otherOrigins = [...reflectsAnyOrigin.origins(nobody), ...nullAllowed.origins(nobody)].map(
    ({ origin }) => origin,
  );
  const likely = likelyOrigins(url);
  const named = lines(plain, ALLOW_ORIGIN)
    .map(([, value]) => value.trim())
    .filter((value) => value !== 'null' && !originProblem(value));
  const candidates = given.length > 0 ? given.map(exampleOf) : [...likely, ...named];
  await prober.probe([...otherOrigins, ...candidates], 'whole');
  const everyone = anyOriginReach({ target: nobody, trusted: [], prober });
  const isOpen = BROWSERS.every((browser) => everyone[browser].read === 'with-credentials');
  const allowedCandidates = [...new Set(candidates)].filter((origin) => isAllowed(prober, origin));
  const trusted = given.length > 0 ? given : isOpen ? [] : allowedCandidates;
  const bases = trusted.length > 0 ? trusted.map(exampleOf) : likely.slice(0, 2);
  return {
    trusted,
    target: { ...nobody, bases: bases.slice(0, MOST_BASES).flatMap((origin) => baseOf(origin) ?? []) },
    otherOrigins,
    ...(allowedCandidates[0] !== undefined && { allowedOrigin: allowedCandidates[0] }),
    isOpen,
  };
}

/** Whether the response names exactly that origin. */
export const isAllowed = (prober: OriginProber, origin: string): boolean =>
  get(prober.resultOf(origin)?.actual?.response?.headers ?? [], ALLOW_ORIGIN) === origin;

/** The most likely origins of a server's pages, its own first. */
function likelyOrigins(url: URL): readonly string[] {
  const domain = registeredOf(url.hostname)?.domain;
  const siblings = domain ? [`https://${domain}`, `https://www.${domain}`, `https://app.${domain}`] : [];
  return [...new Set([url.origin, ...siblings])];
}
