import type { PolicyResponse } from './policy-response.js';
import { mergeVary } from './vary.js';

/** Headers that can be changed: `Headers` of the Fetch standard is one. */
export interface HeaderTarget {
  get(name: string): string | null;
  set(name: string, value: string): void;
  delete(name: string): void;
}

/** Overwrites whatever else set the policy's headers. Names already in Vary stay. */
export function applyResponse({ headers, remove, vary }: PolicyResponse, target: HeaderTarget): void {
  for (const name of remove) target.delete(name);
  for (const [name, value] of headers) target.set(name, value);
  if (vary !== '') target.set('vary', mergeVary(target.get('vary') ?? undefined, vary));
}
