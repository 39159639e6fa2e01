import { NO_CODE } from '../read/code/code-file.js';
import { type Command, readCommands } from '../read/code/commands.js';
import { flag, names, seconds } from '../read/code/options.js';
import { resolved } from '../read/code/resolve.js';
import { originsOf } from '../read/origins-of.js';
import { eachFile, type PolicyReading, type Reader, type ReadOrigin, stated } from '../read/reading.js';
import { refusals } from '../read/refusals.js';
import { entryOf, textOf, type Value } from '../read/value.js';

/** Corsica and cors_plug, of Phoenix and any other Plug application. */
export const phoenix: Reader = {
  id: 'phoenix',
  layer: 'application',
  files: /\.exs?$/,
  marks: [/\bCorsica\b|\bCORSPlug\b|:cors_plug\b/],
  read: eachFile((file) => {
    const policies = readCommands(file).flatMap((command): readonly PolicyReading[] => {
      const kind = kindOf(command);
      if (!kind) return [];
      const known = (name: string): Value | undefined => {
        const value =
          command.named.findLast(({ key }) => key === name)?.value ??
          command.arguments.flatMap((one) => entryOf(one, name)?.value ?? []).at(-1);
        return value && resolved(value, NO_CODE(file));
      };
      return [kind === 'corsica' ? corsicaPolicy(command, known) : plugPolicy(command, known)];
    });
    return { policies, traps: refusals(policies) };
  }),
};

function kindOf({ name, arguments: [first, second] }: Command): 'corsica' | 'cors_plug' | undefined {
  const module = first?.kind === 'name' ? first.name : textOf(first);
  if (name === 'plug' && module === 'CORSPlug') return 'cors_plug';
  if (name === 'config' && module === 'cors_plug' && second?.kind !== 'name') return 'cors_plug';
  if (name === 'plug' && module === 'Corsica') return 'corsica';
  return name === 'use' && module === 'Corsica.Router' ? 'corsica' : undefined;
}

type Known = (name: string) => Value | undefined;

const isTuple = ({ at }: Value): boolean => at.file.text[at.from] === '{';

/** A tuple names a function that decides. */
const listed = (value: Value, star: 'in a list' | 'alone'): readonly ReadOrigin[] =>
  isTuple(value)
    ? [{ kind: 'unknown', because: 'a function decides it', at: value.at }]
    : originsOf(value, (text, at) =>
        text === '*' && (star === 'in a list' || value.kind !== 'list')
          ? { kind: 'any', at }
          : { kind: 'text', text, at },
      );

/** https://hexdocs.pm/corsica/Corsica.html#module-options */
function corsicaPolicy({ at }: Command, known: Known): PolicyReading {
  const origin = known('origins');
  const origins = origin ? listed(origin, 'alone') : [];
  const credentials = flag(known('allow_credentials'), at);
  const isRefused =
    credentials.value === true && origins.some(({ kind, when }) => kind === 'any' && when === undefined);
  const all = (value: Value | undefined, otherwise: readonly string[]): PolicyReading['requestHeaders'] =>
    value && textOf(value) === 'all' ? stated('* (echoed)', value.at) : names(value, at, { otherwise });
  return {
    stack: 'phoenix',
    at,
    origins,
    originHeader: origins.some(({ kind }) => kind === 'any') ? 'constant' : 'compared',
    credentials,
    methods: all(known('allow_methods'), ['PUT', 'PATCH', 'DELETE']),
    requestHeaders: all(known('allow_headers'), []),
    exposed: names(known('expose_headers'), at),
    maxAge: seconds(known('max_age'), at),
    preflight: true,
    errors: false,
    vary: true,
    ...(isRefused && { refused: 'Corsica raises an ArgumentError: credentials with origins "*".' }),
  };
}

const HEADERS = [
  'Authorization',
  'Content-Type',
  'Accept',
  'Origin',
  'User-Agent',
  'DNT',
  'Cache-Control',
  'X-Mx-ReqToken',
  'Keep-Alive',
  'X-Requested-With',
  'If-Modified-Since',
  'X-CSRF-Token',
];

/** https://hexdocs.pm/cors_plug/readme.html */
function plugPolicy({ at }: Command, known: Known): PolicyReading {
  const origin = known('origin');
  const origins: readonly ReadOrigin[] = origin
    ? textOf(origin) === 'self'
      ? [{ kind: 'echo', at: origin.at }]
      : listed(origin, 'in a list')
    : [{ kind: 'any', at }];
  const credentials = known('credentials');
  const isAny = origins.some(({ kind }) => kind === 'any');
  return {
    stack: 'phoenix',
    at,
    origins,
    originHeader: isAny ? 'constant' : 'compared',
    // Its default is true, which has no effect beside *.
    credentials: flag(credentials, at, !isAny),
    methods: names(known('methods'), at, { otherwise: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] }),
    requestHeaders: names(known('headers'), at, { otherwise: HEADERS }),
    exposed: names(known('expose'), at),
    maxAge: seconds(known('max_age'), at, 1728000),
    preflight: true,
    errors: false,
    vary: true,
  };
}
