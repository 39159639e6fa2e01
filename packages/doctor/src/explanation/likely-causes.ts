import type { CorsErrorMessage, ParsedMessage } from '@corsmith/protocol';
import { causes } from '../causes.js';
import type { FromConsole, Suspicion } from './console-evidence.js';

/**
 * The ids of the causes that a message can come from, the most likely first; with one alone it is certain. None if the
 * message gives no reason.
 */
export function likelyCauses(message: ParsedMessage): readonly string[] {
  switch (message.kind) {
    case 'warning':
    case 'not-cors':
    case 'server':
      return [message.cause];
    case 'follow-up':
      return [];
    case 'error': {
      if (message.entry !== undefined) return ['not-cors'];
      const { candidates, ...parts } = message;
      if (candidates) return [...new Set(candidates.flatMap((one) => likelyCauses(candidate(parts, one)).slice(0, 1)))];
      const suspicions = causes.map(({ id, fromConsole }) => ({
        id,
        suspicion: fromConsole && suspicionOf(fromConsole, message),
      }));
      const suspected = (as: Suspicion) => suspicions.filter(({ suspicion }) => suspicion === as);
      return [...suspected('likely'), ...suspected('possible'), ...suspected('rare')].map(({ id }) => id);
    }
  }
}

const candidate = (
  parts: Omit<CorsErrorMessage, 'candidates'>,
  one: NonNullable<CorsErrorMessage['candidates']>[number],
): CorsErrorMessage =>
  one === 'cors-disabled' || one === 'origin-not-added' ? { ...parts, entry: one } : { ...parts, code: one };

/** The engine prints the same words for each of the alternatives. */
const suspicionOf = (fromConsole: FromConsole, message: CorsErrorMessage): Suspicion | undefined =>
  fromConsole(message) ??
  (message.alternatives?.some((code) => fromConsole({ ...message, code })) ? 'possible' : undefined);
