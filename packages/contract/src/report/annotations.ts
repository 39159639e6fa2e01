import { annotation, MOST_ANNOTATIONS } from '@corsmith/evidence';
import type { ContractProblem } from '../contract-error.js';

/** The problems of a contract, at their places. */
export function problemAnnotations(problems: readonly ContractProblem[], contract: string): string {
  const shown = problems.length <= MOST_ANNOTATIONS ? problems : problems.slice(0, MOST_ANNOTATIONS - 1);
  const left = problems.length - shown.length;
  const lines = shown.map(({ file = contract, line, column, path, text, message, suggestion }) => {
    const subject = [path, text === '' ? '' : `'${text}'`].filter((part) => part !== '').join(' ');
    const sentence = `${subject === '' ? '' : `${subject}: `}${message}`;
    const instead = suggestion === undefined ? '' : `\nWrite ${suggestion}`;
    const place = { file, line: `${line}`, col: `${column}`, title: 'corsmith: contract' };
    return annotation(place, `${sentence}${instead}`);
  });
  const rest = left > 0 ? [annotation({ title: 'corsmith' }, `and ${left} more problems in ${contract}.`)] : [];
  return [...lines, ...rest, ''].join('\n');
}
