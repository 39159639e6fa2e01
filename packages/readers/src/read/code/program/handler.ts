import type { ReadStack } from '../../read-policy.js';
import type { Candidate, RequestToRespond, Responded, Responder, SentHeader } from '../../responder.js';
import { type Span, textAt } from '../../source-file.js';
import { asText, type Datum } from './datum.js';
import { noteCall, noteMap, nothingSent, parameterDatum, REQUESTED_HEADERS, roleOf, type Sent } from './exchange.js';
import { Interpreter } from './interpreter.js';
import { entryFor } from './origin-function.js';
import type { FunctionExpression, Program } from './program.js';
import { type Compared, everyWay, Thrown } from './run.js';

/** A function that responds to requests, and to which. */
export interface Handler {
  readonly made: FunctionExpression;
  /** Undefined: to every method. */
  readonly methods?: readonly string[];
  readonly where?: string;
}

interface Outcome {
  readonly sent: Sent;
  readonly compared: readonly Compared[];
  /** Whether a list of origins that isn't known decides. */
  readonly dependsOnOrigins: boolean;
}

const STRANGER = 'https://stranger-7d1c.corsmith.test';

/** What a function sends on each way through it; undefined if there are too many. */
function outcomes(
  program: Program,
  made: FunctionExpression,
  request: RequestToRespond,
): readonly Outcome[] | undefined {
  const given = { ...request, at: made.at };
  const ways = everyWay((run): Sent => {
    const sent = nothingSent();
    const follow = new Interpreter(run, (name, args, at) => noteCall(sent, name, args, at));
    const scope = follow.scopeOf(program, made);
    const args = made.parameters.map((one) => parameterDatum(roleOf(one), given, sent));
    try {
      const returned: Datum = follow.call({ kind: 'closure', made, scope }, args, made.at);
      if (returned.kind === 'map') {
        noteMap(sent, returned, made.at);
        sent.isOver = true;
      }
    } catch (error) {
      if (!(error instanceof Thrown)) throw error;
      sent.status = 500;
      sent.isOver = true;
    }
    return sent;
  });
  return ways?.map(({ run, result }) => ({
    sent: result,
    compared: run.compared,
    dependsOnOrigins: run.assumptions.some(({ text, because }) => /origin|allow|whitelist/i.test(`${text} ${because}`)),
  }));
}

/** Handlers as what they send to a request; the first that applies and doesn't pass it on responds. */
export function handlerResponder(
  program: Program,
  handlers: readonly Handler[],
  stack: ReadStack,
  /** The framework responds to OPTIONS where no handler does, with what was set before. */
  framework: { readonly respondsToOptions: boolean },
): Responder | undefined {
  const [first] = handlers;
  if (!first) return undefined;
  const known = new Map<string, Responded | undefined>();
  const respond = (request: RequestToRespond): Responded => {
    const key = `${request.method} ${request.origin ?? ''}`;
    if (!known.has(key)) known.set(key, respondOnce(program, handlers, request, framework.respondsToOptions));
    return known.get(key) ?? { by: 'self', status: 200, headers: [] };
  };
  return {
    stack,
    at: first.made.at,
    ...(first.where !== undefined && { where: first.where }),
    respond,
    candidates: candidatesOf(program, handlers),
  };
}

function respondOnce(
  program: Program,
  handlers: readonly Handler[],
  request: RequestToRespond,
  respondsToOptions: boolean,
): Responded {
  const headers = new Map<string, SentHeader>();
  for (const { made, methods } of handlers) {
    if (methods && !methods.includes(request.method)) continue;
    const ways = outcomes(program, made, request);
    if (!ways) continue;
    const fine = ways.filter(({ sent }) => (sent.status ?? 200) < 400);
    const used = fine.length > 0 ? fine : ways;
    const withOrigin = used.filter(({ sent }) => sent.headers.has('access-control-allow-origin'));
    const isMixed = withOrigin.length < used.length && used.some(({ dependsOnOrigins }) => dependsOnOrigins);
    for (const one of mergedHeaders(withOrigin.length > 0 ? withOrigin : used, ways))
      headers.set(one.name, isMixed && one.name === 'access-control-allow-origin' ? { ...one, value: undefined } : one);
    const isPassedOn = used.every(({ sent }) => sent.isPassedOn && !sent.isOver);
    if (!isPassedOn) {
      const status = used.find(({ sent }) => sent.status !== undefined)?.sent.status ?? 200;
      return { by: 'self', status, headers: [...headers.values()] };
    }
  }
  const status = request.method !== 'OPTIONS' || respondsToOptions ? 200 : 405;
  return { by: 'self', status, headers: [...headers.values()] };
}

/** A header that differs between ways is not known. */
function mergedHeaders(ways: readonly Outcome[], all: readonly Outcome[]): readonly SentHeader[] {
  const merged = new Map<string, SentHeader>();
  for (const { sent } of ways)
    for (const { name, value, at } of sent.headers.values()) {
      const text = asText(value);
      const before = merged.get(name);
      const onErrors = all.every((one) => one.sent.headers.has(name));
      const same = !before || before.value === text;
      merged.set(name, { name, value: same ? text : undefined, at: before?.at ?? at, onErrors });
    }
  return [...merged.values()];
}

/** Whatever the handlers compare the Origin with. */
function candidatesOf(program: Program, handlers: readonly Handler[]): readonly Candidate[] {
  const compared = handlers.flatMap(({ made }) =>
    ['GET', 'OPTIONS'].flatMap(
      (method) => outcomes(program, made, { method, origin: STRANGER })?.flatMap((one) => one.compared) ?? [],
    ),
  );
  const candidates = compared.flatMap((one): readonly Candidate[] => {
    const entry = entryFor([{ ...one, held: true }], '^https?://');
    return entry?.kind === 'text' || entry?.kind === 'pattern' ? [entry] : [];
  });
  return [...new Map(candidates.map((one) => [`${one.kind} ${one.text}`, one])).values()];
}

/** Whether the header repeats what the page requested. */
export const isEchoOfRequested = (value: string | undefined): boolean => value === REQUESTED_HEADERS;

/** The functions that send Access-Control-Allow-Origin, or call what does. */
export function headerFunctions(program: Program): readonly FunctionExpression[] {
  const MARK = /access-control-allow-origin/i;
  const all = [...program.functions.values()];
  const names = new Set<string>();
  for (const one of program.body)
    if (one.kind === 'declare' && one.pattern.kind === 'bind' && MARK.test(textAt(one.at))) names.add(one.pattern.name);
  const own = (made: FunctionExpression): boolean => {
    const text = textAt(made.at);
    return (
      MARK.test(text) ||
      [...names].some((name) => name !== made.name && new RegExp(`\\b${name.replace(/\W/g, '\\$&')}\\b`).test(text))
    );
  };
  const writing = all.filter(own);
  for (const one of writing) if (one.name !== '') names.add(one.name);
  const entries = all.filter((one) => own(one) && one.parameters.some((parameter) => roleOf(parameter) !== undefined));
  const outermost = entries.filter((one) => !entries.some((other) => other !== one && isInside(one.at, other.at)));
  return outermost.filter(
    (one) => !outermost.some((other) => other !== one && one.name !== '' && callsIt(other, one.name)),
  );
}

const isInside = (inner: Span, outer: Span): boolean => inner.from >= outer.from && inner.to <= outer.to;

const callsIt = (made: FunctionExpression, name: string): boolean =>
  new RegExp(`(?<![\\w.])${name.replace(/\W/g, '\\$&')}\\s*\\(`).test(textAt(made.at));
