import { NO_CODE } from '../read/code/code-file.js';
import { type Command, readCommands } from '../read/code/commands.js';
import { flag, names, namesWith, seconds } from '../read/code/options.js';
import { resolved } from '../read/code/resolve.js';
import { originsOf } from '../read/origins-of.js';
import { eachFile, type PolicyReading, type Reader, type Reading, type ReadOrigin } from '../read/reading.js';
import { refusals } from '../read/refusals.js';
import type { SourceFile, Span } from '../read/source-file.js';
import { type Trap, trap } from '../read/trap.js';
import { textOf, type Value } from '../read/value.js';

/** rack-cors, in Rails and any other Rack application. https://github.com/cyu/rack-cors#configuration-reference */
export const rails: Reader = {
  id: 'rails',
  layer: 'application',
  files: /\.(?:rb|ru)$/,
  marks: [/\bRack::Cors\b/],
  read: eachFile(readFile),
};

function readFile(file: SourceFile): Reading {
  const commands = readCommands(file);
  const code = NO_CODE(file);
  const policies: PolicyReading[] = [];
  let origins: Command | undefined;
  for (const command of commands) {
    if (command.name === 'origins') origins = command;
    if (command.name !== 'resource' || !origins) continue;
    policies.push(policyOf(origins, command, (value) => resolved(value, code)));
  }
  return { policies, traps: [...refusals(policies), ...commands.flatMap(late), ...shadowed(policies)] };
}

function policyOf(
  origins: Command,
  { arguments: [path], named, at }: Command,
  known: (value: Value) => Value,
): PolicyReading {
  const option = (name: string): Value | undefined => {
    const value = named.findLast(({ key }) => key === name)?.value;
    return value && known(value);
  };
  const listed = origins.arguments.flatMap((one) => originsOf(known(one), entry));
  const credentials = flag(option('credentials'), at);
  const where = textOf(path);
  const methods = option('methods');
  const isRefused = credentials.value === true && listed.some(({ kind, when }) => kind === 'any' && when === undefined);
  return {
    stack: 'rails',
    at: listed[0]?.at ?? origins.at,
    ...(where !== undefined && where !== '*' && { where }),
    origins: listed,
    originHeader: listed.some(({ kind }) => kind === 'any') ? 'constant' : 'compared',
    credentials,
    methods:
      methods && textOf(methods) === 'any'
        ? { value: ANY_METHOD, at: methods.at }
        : upper(names(methods, at, { otherwise: ['GET'] })),
    requestHeaders: headersOf(option('headers'), at),
    exposed: names(option('expose'), at),
    maxAge: seconds(option('max_age'), at, 7200),
    preflight: true,
    errors: true,
    vary: true,
    unlistedMethods: 'preflight-fails',
    ...(isRefused && { refused: 'rack-cors raises CorsMisconfigurationError: origins is * and credentials true.' }),
  };
}

/** `:any` */
const ANY_METHOD = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** These are allowed besides those that are listed. */
const SAFELISTED = ['Accept', 'Accept-Language', 'Content-Language', 'Content-Type'];

const upper = (methods: PolicyReading['methods']): PolicyReading['methods'] =>
  typeof methods.value === 'object' ? { ...methods, value: methods.value.map((one) => one.toUpperCase()) } : methods;

/** `:any` allows what is requested. */
function headersOf(value: Value | undefined, at: Span): PolicyReading['requestHeaders'] {
  if (value && textOf(value) === 'any') return { value: '* (echoed)', at: value.at };
  const stated = namesWith<'* (echoed)'>(value, at, { all: '* (echoed)' });
  return typeof stated.value === 'object'
    ? { ...stated, value: [...new Set([...SAFELISTED, ...stated.value])] }
    : stated;
}

/** A text without a scheme allows its host with any scheme; a regular expression need not match the whole origin. */
function entry(text: string, at: Span): ReadOrigin {
  if (text === '*') return { kind: 'any', at };
  if (/^[a-z][a-z0-9.+-]*:\/\//.test(text)) return { kind: 'text', text, at };
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return { kind: 'pattern', text, regex: `^[a-z][a-z0-9.+-]*://${escaped}$`, flags: '', isGlob: true, at };
}

/** `config.middleware.use Rack::Cors` comes after all that Rails brings. */
const late = ({ name, arguments: [first], at }: Command): readonly Trap[] =>
  /(?:^|\.)middleware\.use$/.test(name) &&
  first?.kind === 'name' &&
  first.name === 'Rack.Cors' &&
  /\bRails\b|\bconfig\.middleware/.test(at.file.text)
    ? [trap('cors-last', at)]
    : [];

/** The first block that has the origin and the path decides. */
function shadowed(policies: readonly PolicyReading[]): readonly Trap[] {
  return policies.flatMap(({ where, at }, i) =>
    policies
      .slice(0, i)
      .some(
        (one) => one.where === undefined && one.origins.some(({ kind, when }) => kind === 'any' && when === undefined),
      ) && where !== undefined
      ? [trap('policy-shadowed', at)]
      : [],
  );
}
