import type { ProbedExchange, ProbedResponse } from '@corsmith/protocol';
import type { ResponderId } from '../responder-ids.js';

/** What a response that is not the app's own is, in the order in which they are looked for. */
export const RESPONSE_KINDS = [
  /** Not the server that was meant: another program, a parked domain, a default page. */
  'another-program',
  /** The server refuses the name in the Host header. */
  'host-check',
  /** For people: a bot check, a warning page, a login in front of the app. */
  'wall',
  /** A redirect to a page where people sign in. */
  'sign-in',
  'csrf-filter',
  /** The platform could not start or run the function. */
  'function',
  'rate-limit',
  /** It says why it denies the request. */
  'refusal',
  /** A gateway's own error: it can't reach the app, or rejects the request. */
  'gateway',
] as const;

export type ResponseKind = (typeof RESPONSE_KINDS)[number];

/** A program, service or framework feature whose responses can be distinguished from the app's own. */
export interface Responder {
  readonly id: ResponderId;
  /** Responders whose marks are more general. */
  readonly before?: readonly ResponderId[];
  readonly responses: readonly KnownResponse[];
}

/** One kind of response of a responder: how it is detected and what to do about it. */
export interface KnownResponse {
  readonly kind: ResponseKind;
  /** Who or what responds, as a sentence names it. */
  readonly name: string;
  /** Any of them is enough. */
  readonly marks: readonly Mark[];
  /** What to do about it, in sentences. */
  readonly wayOut: string;
  /** The id of the stack whose recipe fixes it there, if one does. */
  readonly stack?: string;
}

/** What a response shows: all that is given must be there. */
export interface Mark {
  readonly status?: readonly number[];
  /** By name in lower case. */
  readonly headers?: Readonly<Record<string, RegExp>>;
  /** In the beginning of the body. */
  readonly body?: RegExp;
  /** In the host of the request’s URL. */
  readonly host?: RegExp;
  /** In the path of the request’s URL. */
  readonly path?: RegExp;
}

/** Where a mark is. */
export interface SeenMark {
  /** The header line. */
  readonly header?: readonly [name: string, value: string];
  /** The words of the body. */
  readonly words?: string;
}

/** The first of the marks that the exchange shows. */
export function seenMark(marks: readonly Mark[], { request, response }: ProbedExchange): SeenMark | undefined {
  if (!response) return undefined;
  for (const mark of marks) {
    const seen = shows(mark, request.url, response);
    if (seen) return seen;
  }
  return undefined;
}

function shows({ status, headers = {}, body, host, path }: Mark, url: string, response: ProbedResponse) {
  if (status && !status.includes(response.status)) return undefined;
  const { hostname, pathname } = new URL(url);
  if (host && !host.test(hostname)) return undefined;
  if (path && !path.test(pathname)) return undefined;
  const lines = Object.entries(headers).map(([name, pattern]) =>
    response.headers.find(([n, value]) => n.toLowerCase() === name && pattern.test(value)),
  );
  if (lines.includes(undefined)) return undefined;
  const words = body?.exec(response.bodyStart)?.[0];
  if (body && words === undefined) return undefined;
  const [header] = lines;
  return { ...(header && { header }), ...(words !== undefined && { words: words.replace(/\s+/g, ' ').slice(0, 80) }) };
}
