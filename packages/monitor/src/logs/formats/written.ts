import type { Template } from '../lines/template.js';
import { apachePieces } from './apache-log-format.js';
import { type FormatProblem, templateOf } from './fields-and-texts.js';
import { nginxPieces } from './nginx-log-format.js';

/** `log_format main escape=json '…' '…';` and `LogFormat "…" combined`, as they stand in a configuration. */
const NGINX_DIRECTIVE = /^\s*log_format\s+\S+\s+(?:escape=\w+\s+)?((?:'[^']*'\s*|"[^"]*"\s*)+);?\s*$/;
const APACHE_DIRECTIVE = /^\s*(?:LogFormat|CustomLog\s+\S+)\s+"((?:[^"\\]|\\.)*)"(?:\s+\S+)?\s*$/i;

/** Reads a format in the words of nginx or Apache: the whole directive, or what stands between its quotation marks. */
export function writtenTemplate(text: string): Template | { readonly problems: readonly FormatProblem[] } {
  const nginx = NGINX_DIRECTIVE.exec(text)?.[1];
  if (nginx !== undefined)
    return templateOf(nginxPieces([...nginx.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, a, b]) => a ?? b).join('')));
  const format = APACHE_DIRECTIVE.exec(text)?.[1] ?? text;
  if (/\$\{?\w/.test(format)) return templateOf(nginxPieces(format));
  const pieces = apachePieces(format);
  return 'problems' in pieces ? pieces : templateOf(pieces);
}

/** A format that is known to be right. */
export function template(text: string): Template {
  const read = writtenTemplate(text);
  if ('problems' in read) throw new Error(`${text}: ${read.problems[0]?.message}`);
  return read;
}
