import type { CodeFile } from '../read/code/code-file.js';
import { flag, names, namesWith, seconds } from '../read/code/options.js';
import { readPython } from '../read/code/python.js';
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
import { refusals } from '../read/refusals.js';
import type { SourceFile, Span } from '../read/source-file.js';
import { type CallValue, type Entry, entriesOf, entryOf, type Value } from '../read/value.js';

/** Flask-CORS. https://flask-cors.readthedocs.io/en/latest/api.html */
export const flask: Reader = {
  id: 'flask',
  layer: 'application',
  files: /\.py$/,
  marks: [/\bflask_cors\b/],
  read: eachFile(readFile),
};

function readFile(file: SourceFile): Reading {
  const code = readPython(file);
  const local = (exported: string): string | undefined =>
    [...code.imports].find(([, { module, name }]) => /^flask_cors/.test(module) && name === exported)?.[0];
  const cors = local('CORS');
  const decorator = local('cross_origin');
  const calls = code.calls.filter(
    ({ callee, arguments: args }) =>
      (callee === cors && (args.length > 0 || !isInitialised(code, cors))) ||
      (decorator !== undefined && callee === `@${decorator}`) ||
      (cors !== undefined && /\.init_app$/.test(callee) && isCorsObject(callee, code, cors)),
  );
  if (calls.length === 0) return NOTHING_READ;
  const policies = calls.flatMap((call) => readCall(call, code));
  return { policies, traps: refusals(policies) };
}

/** `cors = CORS()`, with the options in `cors.init_app(app, …)`. */
const isInitialised = ({ calls }: CodeFile, cors: string): boolean =>
  calls.some(({ callee }) => callee !== cors && callee.endsWith('.init_app'));

const isCorsObject = (callee: string, { variables }: CodeFile, cors: string): boolean => {
  const value = variables.get(callee.slice(0, callee.lastIndexOf('.')));
  return value?.kind === 'call' && value.callee === cors;
};

function readCall(call: CallValue, code: CodeFile): readonly PolicyReading[] {
  const configured = code.assignments.flatMap(({ target, value, at }): Entry[] => {
    const [, name] = /\.config\.CORS_(\w+)$/.exec(target) ?? [];
    return name === undefined ? [] : [{ key: name.toLowerCase(), keyAt: at, value }];
  });
  const options = resolved({ kind: 'map', entries: [...configured, ...call.named], at: call.at }, code);
  const resources = entryOf(options, 'resources')?.value;
  if (resources?.kind === 'map')
    return resources.entries.map(({ key, keyAt, value }) => {
      const own = entriesOf(value);
      return policyOf(
        { kind: 'map', entries: [...entriesOf(options), ...own], at: call.at },
        own.length > 0 ? value.at : keyAt,
        key,
      );
    });
  const where = resources?.kind === 'text' ? resources.text : undefined;
  return [policyOf(options, call.at, where)];
}

const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'];

function policyOf(options: Value, at: Span, where?: string): PolicyReading {
  const option = (name: string): Value | undefined => entryOf(options, name)?.value;
  const credentials = flag(option('supports_credentials'), at);
  const sendsWildcard = flag(option('send_wildcard'), at).value === true;
  const written = option('origins');
  const entry = (text: string, place: Span): ReadOrigin => {
    if (text === '*' || text === '.*')
      return { kind: credentials.value === true && !sendsWildcard ? 'echo' : 'any', at: place };
    return isRegex(text) ? begins(text, place) : { kind: 'text', text, at: place };
  };
  const origins: readonly ReadOrigin[] = written
    ? originsOf(written, entry).map((one) =>
        one.kind === 'pattern' && !one.regex.startsWith('^(?:') ? begins(one.text, one.at) : one,
      )
    : [entry('*', at)];
  const isRefused = sendsWildcard && credentials.value === true && origins.some(({ kind }) => kind === 'any');
  return {
    stack: 'flask',
    at,
    ...(where !== undefined && !/^(?:\/|r?\/\.?\*|\.\*|\/\*)$/.test(where) && { where }),
    origins,
    originHeader: origins.some(({ kind }) => kind === 'any') ? 'constant' : 'compared',
    credentials,
    methods: names(option('methods'), at, { otherwise: METHODS }),
    requestHeaders: namesWith<'* (echoed)'>(option('allow_headers'), at, {
      otherwise: '* (echoed)',
      all: '* (echoed)',
    }),
    exposed: names(option('expose_headers'), at),
    maxAge: seconds(option('max_age'), at),
    preflight: true,
    errors: true,
    vary: true,
    unlistedMethods: 'preflight-fails',
    ...(isRefused && {
      refused: 'Flask-CORS raises ValueError: send_wildcard and supports_credentials with the origin *.',
    }),
  };
}

/** Flask-CORS takes a text with one of these for a regular expression. */
const isRegex = (text: string): boolean => /[*\\\]?$^[()]/.test(text);

/** `re.match` looks at the beginning alone, without case; `*` alone is `.*`. */
const begins = (text: string, at: Span): ReadOrigin => ({
  kind: 'pattern',
  text,
  regex: `^(?:${text})`,
  flags: 'i',
  at,
});
