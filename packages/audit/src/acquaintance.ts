import { ALLOW_ORIGIN, lines } from '@corsmith/doctor/examination';
import { BROWSERS, get, originProblem, type WireResponse } from '@corsmith/protocol';
import { nullAllowed } from './classes/null-allowed.js';
import { reflectsAnyOrigin } from './classes/reflects-any-origin.js';
import { strangersReach } from './classify.js';
import type { Interview } from './interview.js';
import { baseOf, exampleOf, registeredOf, type Target } from './target.js';

/** Who is let in, as far as it is known without trying anything clever. */
export interface Acquaintance {
  /** What was given; else those of the site that are let in. */
  readonly trusted: readonly string[];
  /** With the origins that others are made from. */
  readonly target: Target;
  /** Origins that nobody has given and that no list should hold. */
  readonly strangers: readonly string[];
  /** One that is let in by its name. */
  readonly insider?: string;
  /** Whether everyone is let in with credentials, so that no list is left to look at. */
  readonly isOpen: boolean;
}

/** Of the origins that were given or found, those that others are made from. */
const MOST_BASES = 4;

/** Asks as strangers, and as those that are said to be right or most likely are. `plain` was asked without Origin. */
export async function getAcquainted(
  unknown: Omit<Target, 'bases'>,
  given: readonly string[],
  plain: WireResponse | undefined,
  interview: Interview,
): Promise<Acquaintance> {
  const { url } = unknown;
  const nobody: Target = { ...unknown, bases: [] };
  const strangers = [...reflectsAnyOrigin.origins(nobody), ...nullAllowed.origins(nobody)].map(({ origin }) => origin);
  const likely = likelyOrigins(url);
  const named = lines(plain, ALLOW_ORIGIN)
    .map(([, value]) => value.trim())
    .filter((value) => value !== 'null' && !originProblem(value));
  const candidates = given.length > 0 ? given.map(exampleOf) : [...likely, ...named];
  await interview.ask([...strangers, ...candidates], 'whole');
  const everyone = strangersReach({ target: nobody, trusted: [], interview });
  const isOpen = BROWSERS.every((browser) => everyone[browser].read === 'with-credentials');
  const welcome = [...new Set(candidates)].filter((origin) => isLetIn(interview, origin));
  const trusted = given.length > 0 ? given : isOpen ? [] : welcome;
  const bases = trusted.length > 0 ? trusted.map(exampleOf) : likely.slice(0, 2);
  return {
    trusted,
    target: { ...nobody, bases: bases.slice(0, MOST_BASES).flatMap((origin) => baseOf(origin) ?? []) },
    strangers,
    ...(welcome[0] !== undefined && { insider: welcome[0] }),
    isOpen,
  };
}

/** Whether the answer names that very origin. */
export const isLetIn = (interview: Interview, origin: string): boolean =>
  get(interview.of(origin)?.actual?.response?.headers ?? [], ALLOW_ORIGIN) === origin;

/** Where the pages of a server most likely are, the server's own first. */
function likelyOrigins(url: URL): readonly string[] {
  const domain = registeredOf(url.hostname)?.domain;
  const siblings = domain ? [`https://${domain}`, `https://www.${domain}`, `https://app.${domain}`] : [];
  return [...new Set([url.origin, ...siblings])];
}
