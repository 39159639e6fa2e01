import { originProblem } from '@corsmith/protocol';

const UNUSABLE: readonly string[] = ['empty', 'invalid', 'missing-scheme', 'quotes', 'whitespace'];

/** Whether a value names an origin at all, even if a browser would write it differently. */
export function namesOneOrigin(value: string): boolean {
  const problem = originProblem(value);
  return !value.includes('*') && !(problem && UNUSABLE.includes(problem.code));
}

/** Whether a value lists several origins. A text that merely has a space in it does not. */
export const listsOrigins = (value: string): boolean =>
  /[ ,]/.test(value.trim()) &&
  value.split(/[ ,]+/).some((part) => part.includes('://') || part === '*' || part === 'null');

/** What a value of Access-Control-Allow-Origin that browsers reject names. */
export function namedBy(value: string, origin: string | undefined): 'several' | 'one' | 'none' {
  if (listsOrigins(value)) return 'several';
  const problem = originProblem(value);
  // What has a quotation mark in it is no URL.
  const isMeant = origin !== undefined && problem?.suggestion === origin && problem.code !== 'quotes';
  return namesOneOrigin(value) || isMeant ? 'one' : 'none';
}
