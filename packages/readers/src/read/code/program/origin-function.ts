import { pattern } from '../../origins-of.js';
import type { ReadOrigin } from '../../reading.js';
import { samplesOf } from '../../regex-samples.js';
import type { Span } from '../../source-file.js';
import { recording } from './builtins.js';
import { type Datum, NOTHING, written } from './datum.js';
import { nothingSent, parameterDatum, requestDatum } from './exchange.js';
import { Interpreter } from './interpreter.js';
import type { FunctionExpression, Program } from './program.js';
import { type Assumption, type Compared, everyWay, type Run, Thrown } from './run.js';

/** What a function made of one Origin. */
export interface Decision {
  readonly result: 'allowed' | 'any' | 'other' | 'denied' | 'error' | 'unknown';
  /** `other`: the origin that is sent instead. */
  readonly text?: string;
  readonly because?: string;
  readonly at: Span;
}

export interface Way {
  readonly decision: Decision;
  readonly assumptions: readonly Assumption[];
  readonly compared: readonly Compared[];
}

/** The origins that a function of a configuration allows, and where it makes an error of another origin. */
export interface FunctionOrigins {
  readonly origins: readonly ReadOrigin[];
  readonly error?: Span;
}

const STRANGER = 'https://stranger-7d1c.corsmith.test';
const MOST_ORIGINS = 60;

/** How the stack calls the function: with a callback, or by what it returns; and what the result stands for. */
export type Invoke = (
  follow: Interpreter,
  made: Datum,
  origin: Datum,
  at: Span,
) => { readonly result: Datum; readonly at: Span; readonly isError?: boolean } | undefined;

/** `(origin, callback)`: the callback's first argument is an error, its second the result. */
export const byCallback: Invoke = (follow, made, origin, at) => {
  let called: { args: readonly Datum[]; at: Span } | undefined;
  const callback = recording((args, where) => {
    called ??= { args, at: where };
  });
  const returned = follow.call(made, [origin, callback], at);
  if (!called) return returned.kind === 'nothing' ? undefined : { result: returned, at };
  const [error = NOTHING, result = NOTHING] = called.args;
  if (error.kind !== 'nothing' && error.kind !== 'unknown') return { result, at: called.at, isError: true };
  return { result, at: called.at };
};

/** `(request, callback)` of a delegate: the callback's result is the options, whose origin decides. */
export const byDelegate: Invoke = (follow, made, origin, at) => {
  const request = requestDatum({ method: 'GET', origin: origin.kind === 'text' ? origin.text : undefined, at });
  const options = byCallback(follow, made, request, at);
  if (!options || options.isError || options.result.kind !== 'map') return options;
  return { ...options, result: options.result.entries.get('origin') ?? written('*', options.at) };
};

/** `(origin, context)`: what is returned decides. */
export const byReturn: Invoke = (follow, made, origin, at) => ({ result: follow.call(made, [origin], at), at });

/** `(context)`: what is returned is the header. */
export const byContext: Invoke = (follow, made, origin, at) => {
  const given = { method: 'GET', origin: origin.kind === 'text' ? origin.text : undefined, at };
  return { result: follow.call(made, [parameterDatum('context', given, nothingSent())], at), at };
};

/** Follows a function for every origin that it compares, and for a stranger. */
export function functionOrigins(program: Program, made: FunctionExpression, invoke: Invoke): FunctionOrigins {
  const ways = new Map<string, readonly Way[] | undefined>();
  const waysFor = (origin: string): readonly Way[] | undefined => {
    if (!ways.has(origin)) ways.set(origin, follow(program, made, invoke, origin));
    return ways.get(origin);
  };
  const strangers = waysFor(STRANGER);
  if (!strangers) return { origins: [{ kind: 'unknown', because: 'a function decides it', at: made.at }] };
  const error = strangers.find(({ decision }) => decision.result === 'error')?.decision.at;
  const open = strangers.flatMap((way) => openTo(way, strangers));
  const named = open.some(({ when, kind }) => when === undefined && kind !== 'unknown' && kind !== 'text')
    ? []
    : namedOrigins(strangers, waysFor);
  return { origins: distinct([...named, ...open]), ...(error && { error }) };
}

function follow(
  program: Program,
  made: FunctionExpression,
  invoke: Invoke,
  origin: string,
): readonly Way[] | undefined {
  const ways = everyWay((run): Decision => {
    const interpreter = new Interpreter(run);
    const scope = interpreter.scopeOf(program, made);
    try {
      const given = written(origin, made.at, 'origin');
      const outcome = invoke(interpreter, { kind: 'closure', made, scope }, given, made.at);
      if (!outcome) return { result: 'unknown', because: 'a function decides it', at: made.at };
      return outcome.isError ? { result: 'error', at: outcome.at } : decided(outcome.result, origin, outcome.at, run);
    } catch (thrown) {
      if (thrown instanceof Thrown) return { result: 'error', at: thrown.at };
      throw thrown;
    }
  });
  return ways?.map(({ run, result }) => ({
    decision: result,
    assumptions: run.assumptions,
    compared: run.compared,
  }));
}

/** What `origin` of such a function stands for, as if it were the option itself. */
function decided(result: Datum, origin: string, at: Span, run: Run): Decision {
  switch (result.kind) {
    case 'boolean':
      return { result: result.boolean ? 'allowed' : 'denied', at };
    case 'nothing':
      return { result: 'denied', at };
    case 'text':
      if (result.text === '*') return { result: 'any', at: result.at };
      if (result.text === origin) return { result: 'allowed', at };
      return result.text === '' ? { result: 'denied', at } : { result: 'other', text: result.text, at: result.at };
    case 'list': {
      const parts = result.items.map((one) => decided(one, origin, at, run));
      for (const one of result.items)
        if (one.kind === 'text')
          run.compare(written(origin, at, 'origin'), 'equals', one.text, one.at, one.text === origin);
      return (
        parts.find((one) => one.result === 'allowed') ??
        parts.find((one) => one.result === 'unknown') ?? { result: 'denied', at }
      );
    }
    case 'regex': {
      const held = new RegExp(result.source, result.flags.replace(/[gy]/g, '')).test(origin);
      run.compare(written(origin, at, 'origin'), 'regex', result.source, result.at, held, result.flags);
      return { result: held ? 'allowed' : 'denied', at };
    }
    case 'unknown':
      return { result: 'unknown', because: result.because, at };
    default:
      return { result: 'unknown', because: 'a function decides it', at };
  }
}

/** That a stranger is allowed: certain if it is so on every way, and if a missing variable is all it takes. */
function openTo({ decision, assumptions }: Way, all: readonly Way[]): readonly ReadOrigin[] {
  const { result, at, text = '', because = 'a function decides it' } = decision;
  if (result === 'denied' || result === 'error') return [];
  const entry: ReadOrigin =
    result === 'allowed'
      ? { kind: 'echo', at }
      : result === 'any'
        ? { kind: 'any', at }
        : result === 'other'
          ? { kind: 'text', text, at }
          : { kind: 'unknown', because, at };
  if (entry.kind === 'unknown' || all.every((one) => one.decision.result === result)) return [entry];
  const unset = assumptions.filter(({ variable, holds }) => variable !== undefined && !holds);
  if (unset.length === assumptions.length && unset.length > 0)
    return [{ ...entry, when: unset.map(({ variable }) => `${variable} is not set`).join(' and ') }];
  const reason = assumptions.find(({ variable, holds }) => variable === undefined || holds)?.because;
  return [{ kind: 'unknown', because: reason ?? 'a function decides it', at }];
}

/** The texts and patterns for which some way allows more than a stranger gets. */
function namedOrigins(
  strangers: readonly Way[],
  waysFor: (origin: string) => readonly Way[] | undefined,
): readonly ReadOrigin[] {
  const found: ReadOrigin[] = [];
  const tried = new Set<string>();
  const open = strangers.flatMap(({ compared }) => compared.flatMap(samplesFor));
  const atoms = [...strangers.flatMap(({ compared }) => compared)];
  open.push(...combined(atoms));
  for (let origin = open.shift(); origin !== undefined && tried.size < MOST_ORIGINS; origin = open.shift()) {
    if (tried.has(origin)) continue;
    tried.add(origin);
    for (const way of waysFor(origin) ?? []) {
      open.push(...way.compared.flatMap(samplesFor));
      if (way.decision.result !== 'allowed') continue;
      const entry = entryFor(
        way.compared.filter(({ held }) => held),
        schemesOf(origin, waysFor),
      );
      if (!entry) continue;
      const same = (waysFor(origin) ?? []).every(({ decision }) => decision.result === 'allowed');
      if (same) found.push(entry);
      else found.push(...conditional(entry, way));
    }
  }
  return found;
}

/** The schemes of an origin with which it is allowed. */
function schemesOf(origin: string, waysFor: (origin: string) => readonly Way[] | undefined): string {
  const allowed = ['https', 'http'].filter((scheme) =>
    waysFor(origin.replace(/^https?(?=:)/, scheme))?.some(({ decision }) => decision.result === 'allowed'),
  );
  return allowed.length === 1 ? `^${allowed[0]}://` : '^https?://';
}

function conditional(entry: ReadOrigin, { assumptions }: Way): readonly ReadOrigin[] {
  const unset = assumptions.filter(({ variable, holds }) => variable !== undefined && !holds);
  // What another membership decides doesn't matter to an origin that is named.
  if (assumptions.every(({ holds }) => !holds) && unset.length === 0) return [entry];
  if (unset.length === assumptions.length)
    return [{ ...entry, when: unset.map(({ variable }) => `${variable} is not set`).join(' and ') }];
  return [];
}

function samplesFor({ part, test, text }: Compared): readonly string[] {
  const origin = (host: string) => (part === 'host' ? [`https://${host}`, `http://${host}`] : [host]);
  switch (test) {
    case 'equals':
      return origin(text);
    case 'prefix':
      return part === 'host'
        ? origin(`${text}sample.test`)
        : /^https?:?\/{0,2}$/.test(text)
          ? []
          : [`${text}.sample.test`, `${text}sample.test`, text];
    case 'suffix':
      return ['https://sample', 'http://sample', 'https://sample.', 'https://'].map((one) => `${one}${text}`);
    case 'contains':
      return [`https://${text.replace(/^\W+/, '')}`, `https://sample${text}`, `http://sample${text}`, text];
    case 'regex':
      return samplesOf(text).flatMap((one) =>
        /^[a-z]+:/.test(one) ? [one] : [one, `https://${one}`, `http://${one}`],
      );
  }
}

/** Origins with two of the tested parts at once. */
function combined(atoms: readonly Compared[]): readonly string[] {
  const prefixes = atoms.filter(({ test }) => test === 'prefix');
  const suffixes = atoms.filter(({ test }) => test === 'suffix' || test === 'contains');
  return prefixes.flatMap((a) => suffixes.map((b) => `${a.text}sample${b.text}`)).slice(0, 12);
}

const escaped = (text: string): string => text.replace(/[.+*?^${}()|[\]\\/]/g, '\\$&');

/** What the tests that held have in common, as one entry of a list. */
export function entryFor(held: readonly Compared[], schemes: string): ReadOrigin | undefined {
  const exact = held.find(({ test, part }) => test === 'equals' && part === 'origin');
  if (exact) return { kind: 'text', text: exact.text, at: exact.at };
  const [first] = held;
  if (!first) return undefined;
  if (held.length === 1 && first.test === 'regex' && first.part === 'origin')
    return pattern(first.text, first.flags?.includes('i') ? 'i' : '', first.at);
  const host = held.find(({ test, part }) => test === 'equals' && part === 'host');
  const prefix = held.find(({ test, part }) => test === 'prefix' && part === 'origin');
  const suffix = held.find(({ test }) => test === 'suffix');
  const regex = held.find(({ test }) => test === 'regex');
  const contains = held.find(({ test }) => test === 'contains');
  const last = host ?? suffix ?? regex ?? contains ?? first;
  const start = prefix ? `^${escaped(prefix.text)}` : schemes;
  const source = host
    ? `${schemes}${escaped(host.text)}(?::\\d+)?$`
    : suffix
      ? `${start}.*${escaped(suffix.text)}${suffix.part === 'host' ? '(?::\\d+)?' : ''}$`
      : regex
        ? `${prefix ? `(?=${start})` : ''}${regex.part === 'host' ? regex.text.replace(/^\^/, schemes) : regex.text}`
        : contains
          ? `${start}.*${escaped(contains.text)}`
          : start;
  return { ...pattern(source, '', last.at), text: source };
}

function distinct(origins: readonly ReadOrigin[]): readonly ReadOrigin[] {
  const key = (one: ReadOrigin) =>
    `${one.kind} ${'text' in one ? one.text : ''} ${one.kind === 'unknown' ? one.because : ''} ${one.when ?? ''}`;
  return [...new Map(origins.map((one) => [key(one), one])).values()];
}
