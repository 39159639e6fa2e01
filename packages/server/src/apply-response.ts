import type { PolicyResponse } from './respond.js';
import { mergeVary } from './vary.js';

/** Headers that can be changed: `Headers` of the Fetch standard is one. */
export interface HeaderTarget {
  get(name: string): string | null;
  set(name: string, value: string): void;
  delete(name: string): void;
}

/** Gives the policy the last word, whatever else set its headers. Vary keeps what it names. */
export function applyResponse({ headers, remove, vary }: PolicyResponse, target: HeaderTarget): void {
  for (const name of remove) target.delete(name);
  for (const [name, value] of headers) target.set(name, value);
  if (vary !== '') target.set('vary', mergeVary(target.get('vary') ?? undefined, vary));
}
