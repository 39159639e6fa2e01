import { printable } from '../printable.js';

/** GitHub shows ten annotations per step and kind: the last one counts the rest. */
export const MOST_ANNOTATIONS = 10;

/**
 * A message at a place in a file.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function annotation(properties: Readonly<Record<string, string>>, message: string, kind = 'error'): string {
  const listed = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
  return `::${kind} ${listed.join(',')}::${data(message)}`;
}

/** Escaped, so that the text of a server or a file can't inject another command. */
const data = (text: string): string =>
  text.split('\n').map(printable).join('\n').replaceAll('%', '%25').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
