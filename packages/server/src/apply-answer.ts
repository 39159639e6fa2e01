import type { Answer } from './answer.js';
import { mergeVary } from './vary.js';

/** Headers that can be changed: `Headers` of the Fetch standard is one. */
export interface HeaderTarget {
  get(name: string): string | null;
  set(name: string, value: string): void;
  delete(name: string): void;
}

/** The headers by which browsers judge an actual response. */
export const DECISIVE_HEADERS = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-expose-headers',
] as const;

/**
 * Gives the policy the last word: whatever else set one of the decisive headers, they are then the policy's, each once.
 * Vary keeps what it names.
 */
export function applyAnswer({ headers, vary }: Answer, target: HeaderTarget): void {
  for (const name of DECISIVE_HEADERS) target.delete(name);
  for (const [name, value] of headers) target.set(name, value);
  if (vary !== '') target.set('vary', mergeVary(target.get('vary') ?? undefined, vary));
}
