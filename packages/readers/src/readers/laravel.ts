import { flag, names, namesWith, seconds } from '../read/code/options.js';
import { readPhp } from '../read/code/php.js';
import { resolved } from '../read/code/resolve.js';
import { originsOf } from '../read/origins-of.js';
import {
  eachFile,
  NOTHING_READ,
  type PolicyReading,
  type Reader,
  type Reading,
  type ReadOrigin,
} from '../read/reading.js';
import type { SourceFile, Span } from '../read/source-file.js';
import { type Trap, trap } from '../read/trap.js';
import { entryOf, itemsOf, textOf, textsOf, type Value } from '../read/value.js';

/** Laravel's config/cors.php. https://laravel.com/docs/routing#cors */
export const laravel: Reader = {
  id: 'laravel',
  layer: 'application',
  files: /(?:^|\/)cors\.php$/,
  marks: [/allowed_?origins/i],
  read: eachFile(readFile),
};

function readFile(file: SourceFile): Reading {
  const code = readPhp(file);
  const returned = code.assignments.find(({ target }) => target === 'return');
  if (!returned) return NOTHING_READ;
  const settings = resolved(returned.value, code);
  return { policies: [policyOf(settings, returned.at)], traps: patternTraps(settings) };
}

function policyOf(settings: Value, at: Span): PolicyReading {
  // The names before Laravel 7 were camelCase.
  const setting = (name: string): Value | undefined =>
    (
      entryOf(settings, name) ??
      entryOf(
        settings,
        name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      )
    )?.value;
  const credentials = flag(setting('supports_credentials'), at);
  const patterns = setting('allowed_origins_patterns');
  const origins = [
    ...originsOf(setting('allowed_origins') ?? { kind: 'null', at }, (text, where) =>
      origin(text, credentials.value === true, where),
    ),
    ...(patterns ? originsOf(patterns, (text, where) => preg(text, where)).filter(({ kind }) => kind !== 'text') : []),
  ];
  const where = pathOf(setting('paths'));
  const maxAge = setting('max_age');
  return {
    stack: 'laravel',
    at: setting('allowed_origins')?.at ?? at,
    ...(where !== undefined && { where }),
    origins,
    originHeader: origins.some(({ kind }) => kind === 'any') || origins.length === 1 ? 'constant' : 'compared',
    credentials,
    methods: namesWith<'* (echoed)'>(setting('allowed_methods'), at, { all: '* (echoed)' }),
    requestHeaders: namesWith<'* (echoed)'>(setting('allowed_headers'), at, { all: '* (echoed)' }),
    exposed: names(setting('exposed_headers'), at),
    maxAge: maxAge?.kind === 'boolean' ? { value: null, at: maxAge.at } : seconds(maxAge, at),
    preflight: true,
    errors: true,
    vary: true,
  };
}

function pathOf(value: Value | undefined): string | undefined {
  const [first] = textsOf(value) ?? [];
  return first === undefined || first.text === '*' || textsOf(value)?.some(({ text }) => text === '*')
    ? undefined
    : first.text;
}

/** With credentials `*` becomes the origin that the request has; `https://*.example.com` is a pattern. */
function origin(text: string, withCredentials: boolean, at: Span): ReadOrigin {
  if (text === '*') return { kind: withCredentials ? 'echo' : 'any', at };
  if (!text.includes('*')) return { kind: 'text', text, at };
  const regex = `^${text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`;
  return { kind: 'pattern', text, regex, flags: '', isGlob: true, at };
}

const PREG = /^\s*([^\w\s\\])(.*)([^\w\s\\])([a-z]*)\s*$/is;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** A pattern between its delimiters; a text if preg_match can't read it. */
function preg(text: string, at: Span): ReadOrigin {
  const [, open = '', regex = '', close = '', flags = ''] = PREG.exec(text) ?? [];
  if (open === '' || close !== (CLOSING[open] ?? open)) return { kind: 'text', text, at };
  return { kind: 'pattern', text, regex, flags: flags.includes('i') ? 'i' : '', at };
}

/** `'*'` is no regular expression. */
function patternTraps(settings: Value): readonly Trap[] {
  const patterns = entryOf(settings, 'allowed_origins_patterns', 'allowedOriginsPatterns')?.value;
  return itemsOf(patterns).flatMap((one): Trap[] => {
    const text = textOf(one);
    return text !== undefined && preg(text, one.at).kind === 'text'
      ? [
          trap('pattern-without-delimiters', one.at, {
            message: `${JSON.stringify(text)} is not a regular expression for preg_match().`,
          }),
        ]
      : [];
  });
}
