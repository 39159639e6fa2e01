import type { Span } from '../../source-file.js';
import {
  asText,
  type Datum,
  type Native,
  NOTHING,
  native,
  type Scope,
  type Text,
  truth,
  unknown,
  written,
  yesOrNo,
} from './datum.js';
import { Thrown } from './run.js';

/** The environment: where this is deployed it is production, and every other variable may be missing. */
const environment: Native = native(undefined, (key) =>
  key === 'NODE_ENV' ? { kind: 'text', text: 'production', at: NOWHERE } : unknown(`it comes from ${key}`, key),
);

const NOWHERE: Span = { file: { path: '', text: '' }, from: 0, to: 0 };

const urlOf = (args: readonly Datum[], at: Span): Datum => {
  const [given] = args;
  if (given?.kind === 'unknown') return unknown(given.because);
  if (given?.kind !== 'text') throw new Thrown(NOTHING, at);
  if (!URL.canParse(given.text)) {
    if (args.length > 1) return unknown('it is computed');
    throw new Thrown(NOTHING, at);
  }
  const url = new URL(given.text);
  return native(undefined, (key) => {
    const part: Text['part'] =
      given.part !== 'origin'
        ? undefined
        : key === 'origin'
          ? 'origin'
          : /^host(?:name)?$/.test(key)
            ? 'host'
            : undefined;
    const field = URL_FIELDS.find((one) => one === key);
    return field && written(url[field], given.at, part);
  });
};

const URL_FIELDS = ['origin', 'host', 'hostname', 'protocol', 'port', 'pathname', 'href'] as const;

/** A Set is its list, and a Map its map. */
const collection = ([given]: readonly Datum[]): Datum =>
  !given || given.kind === 'nothing' ? { kind: 'list', items: [] } : given;

function regexOf([given, flags]: readonly Datum[], at: Span): Datum {
  if (given?.kind === 'regex') return given;
  if (given?.kind !== 'text') return unknown(given?.kind === 'unknown' ? given.because : 'it is computed');
  return { kind: 'regex', source: given.text, flags: asText(flags) ?? '', at: given.at ?? at };
}

const GLOBALS: Readonly<Record<string, Datum>> = {
  process: native(undefined, (key) => (key === 'env' ? environment : undefined)),
  Deno: native(undefined, (key) =>
    key === 'env' ? native(undefined, (name) => (name === 'get' ? native(variableOf) : undefined)) : undefined,
  ),
  Bun: native(undefined, (key) => (key === 'env' ? environment : undefined)),
  URL: native(urlOf, (key) =>
    key === 'canParse' ? native(([one]) => yesOrNo(URL.canParse(asText(one) ?? ''))) : undefined,
  ),
  Set: native(collection),
  RegExp: native(regexOf),
  Boolean: native(([given = NOTHING]) => {
    const known = truth(given);
    return known === undefined ? given : yesOrNo(known);
  }),
  String: native(([given = NOTHING]) => given),
  Array: native(undefined, (key) =>
    key === 'isArray'
      ? native(([given]) => (given?.kind === 'unknown' ? unknown(given.because) : yesOrNo(given?.kind === 'list')))
      : key === 'from'
        ? native(collection)
        : undefined,
  ),
  Object: native(undefined, (key) =>
    key === 'freeze'
      ? native(([given = NOTHING]) => given)
      : key === 'keys'
        ? native(([given], at) =>
            given?.kind === 'map'
              ? { kind: 'list', items: [...given.entries.keys()].map((one) => written(one, at)) }
              : unknown('it is computed'),
          )
        : key === 'values'
          ? native(([given]) =>
              given?.kind === 'map' ? { kind: 'list', items: [...given.entries.values()] } : unknown('it is computed'),
            )
          : undefined,
  ),
  Error: native(() => native(undefined, () => undefined)),
  NaN: unknown('it is computed'),
};

function variableOf([name]: readonly Datum[]): Datum {
  const text = asText(name);
  return text === undefined ? unknown('it comes from the environment') : unknown(`it comes from ${text}`, text);
}

const globalNamed = (name: string): Datum | undefined => (Object.hasOwn(GLOBALS, name) ? GLOBALS[name] : undefined);

/** What a name stands for where it is used. */
export function lookUp(name: string, scope: Scope): Datum {
  for (let one: Scope | undefined = scope; one; one = one.outer) {
    const slot = one.names.get(name);
    if (!slot) continue;
    if (typeof slot.datum === 'function') {
      const evaluate = slot.datum;
      slot.datum = unknown('it refers to itself');
      slot.datum = evaluate();
    }
    return slot.datum;
  }
  return globalNamed(name) ?? unknown(`it comes from ${name}`);
}
