import { apachePieces } from './apache-log-format.js';
import { type FormatProblem, missingFields, templateOf } from './fields-and-texts.js';
import type { LogFormat } from './format.js';
import { kindsOf } from './lines/named-fields.js';
import type { Template } from './lines/template.js';
import { jsonFields, nginxPieces } from './nginx-log-format.js';

/** `log_format main escape=json '…' '…';` and `LogFormat "…" combined`, as in a configuration file. */
const NGINX_DIRECTIVE = /^\s*log_format\s+\S+\s+(?:escape=\w+\s+)?((?:'[^']*'\s*|"[^"]*"\s*)+);?\s*$/;
const APACHE_DIRECTIVE = /^\s*(?:LogFormat|CustomLog\s+\S+)\s+"((?:[^"\\]|\\.)*)"(?:\s+\S+)?\s*$/i;

/** Parses a format of nginx or Apache: the whole directive, or the text between its quotation marks. JSON is matched by its keys. */
export function writtenShape(text: string): LogFormat['shape'] | { readonly problems: readonly FormatProblem[] } {
  const format = betweenQuotes(text);
  const fields = format.trimStart().startsWith('{') ? jsonFields(format) : undefined;
  if (fields === undefined) return writtenTemplate(format);
  const problems = missingFields(new Set(kindsOf(fields)));
  return problems.length > 0 ? { problems } : { kind: 'json', fields };
}

function betweenQuotes(text: string): string {
  const nginx = NGINX_DIRECTIVE.exec(text)?.[1];
  if (nginx === undefined) return APACHE_DIRECTIVE.exec(text)?.[1] ?? text;
  return [...nginx.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, a, b]) => a ?? b).join('');
}

function writtenTemplate(format: string): Template | { readonly problems: readonly FormatProblem[] } {
  if (/\$\{?\w/.test(format)) return templateOf(nginxPieces(format));
  const pieces = apachePieces(format);
  return 'problems' in pieces ? pieces : templateOf(pieces);
}

/** Parses a format that is known to be valid. */
export function template(text: string): Template {
  const read = writtenTemplate(text);
  if ('problems' in read) throw new Error(`${text}: ${read.problems[0]?.message}`);
  return read;
}

/** Parses a format that is valid except that it doesn't log the time. */
export const timelessTemplate = (text: string): Template => {
  const { fields, ...rest } = template(`$msec ${text}`);
  const lead = fields[0]?.end.slice(1) ?? '';
  return { ...rest, lead, fields: fields.slice(1) };
};
