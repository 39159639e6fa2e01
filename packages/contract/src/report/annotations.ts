import { printable } from '@corsmith/evidence';
import type { ContractProblem } from '../contract-error.js';

/** GitHub shows ten annotations per step and kind: the last one counts the rest. */
export const MOST_ANNOTATIONS = 10;

/**
 * An error at a place in a file.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function annotation(properties: Readonly<Record<string, string>>, message: string, kind = 'error'): string {
  const listed = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
  return `::${kind} ${listed.join(',')}::${data(message)}`;
}

/** The problems of a contract, at their places. */
export function problemAnnotations(problems: readonly ContractProblem[], contract: string): string {
  const shown = problems.length <= MOST_ANNOTATIONS ? problems : problems.slice(0, MOST_ANNOTATIONS - 1);
  const left = problems.length - shown.length;
  const lines = shown.map(({ line, column, path, text, message, suggestion }) => {
    const subject = [path, text === '' ? '' : `'${text}'`].filter((part) => part !== '').join(' ');
    const sentence = `${subject === '' ? '' : `${subject}: `}${message}`;
    const instead = suggestion === undefined ? '' : `\nWrite ${suggestion}`;
    const place = { file: contract, line: `${line}`, col: `${column}`, title: 'corsmith: contract' };
    return annotation(place, `${sentence}${instead}`);
  });
  const rest = left > 0 ? [annotation({ title: 'corsmith' }, `and ${left} more problems in ${contract}.`)] : [];
  return [...lines, ...rest, ''].join('\n');
}

/** Escaped, so that server text can't inject another command. */
const data = (text: string): string =>
  text.split('\n').map(printable).join('\n').replaceAll('%', '%25').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
