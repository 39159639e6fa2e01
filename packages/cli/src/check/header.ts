import { isSecretName, MASK, maskHeaderValue } from '@corsmith/evidence';
import {
  byteLowercase,
  isForbiddenRequestHeader,
  isHeaderName,
  isHeaderValue,
  normalizeValue,
} from '@corsmith/protocol';
import type { UsageProblem } from '../usage-error.js';

export type ParsedHeader =
  | { readonly header: readonly [name: string, value: string] }
  | { readonly problem: UsageProblem };

/** Reads `Name: value` as a page would set it: what a page can't set is an error here too. */
export function parseHeader(text: string): ParsedHeader {
  const colon = text.indexOf(':');
  if (colon < 0) {
    const [name = ''] = text.split(/[\s=;]/, 1);
    const shown = isSecretName(name) ? `${name} ${MASK}` : text;
    return { problem: { message: `The header '${shown}' has no colon.`, hint: "Write -H 'Name: value'" } };
  }
  const name = text.slice(0, colon).trim();
  const value = normalizeValue(text.slice(colon + 1));
  const problem = headerProblem(name, value);
  return problem ? { problem } : { header: [name, value] };
}

function headerProblem(name: string, value: string): UsageProblem | undefined {
  const shown = `'${name}: ${maskHeaderValue(name, value)}'`;
  if (!isHeaderName(name)) return { message: `'${name}' is not a valid header name.` };
  if (/[\r\n]/.test(value)) return { message: `The header ${shown} has a line break.` };
  if (!isHeaderValue(value))
    return {
      message: `The header ${shown} has a character that fetch() does not allow: each must fit in one byte, and not be NUL.`,
    };
  if (!isForbiddenRequestHeader(name, value)) return undefined;
  return { message: `A page can't set the header ${shown}; the browser sets it.`, hint: forbiddenHint(name, value) };
}

function forbiddenHint(name: string, value: string): string {
  switch (byteLowercase(name)) {
    case 'origin':
      return `Pass the page's origin with --origin ${value}`;
    case 'cookie':
      return "Pass --credentials if the page sends its cookies; check sends one with --cookie 'NAME=VALUE'";
    default:
      return 'Leave it out';
  }
}
