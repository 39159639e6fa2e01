import { originProblem } from '@corsmith/protocol';

const UNUSABLE: readonly string[] = ['empty', 'invalid', 'missing-scheme', 'whitespace'];

/** Whether a value names an origin at all, be it written in another way than a browser does. */
export function namesOneOrigin(value: string): boolean {
  const problem = originProblem(value);
  return !value.includes('*') && !(problem && UNUSABLE.includes(problem.code));
}
