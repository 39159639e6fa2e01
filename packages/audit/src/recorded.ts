import type { ProbedExchange } from '@corsmith/protocol';

/** The first responses identify the server: their bodies are recorded. */
const WITH_BODY = 3;
/** Header lines, and characters of a value: longer than any origin. */
const MAX_LINES = 100;
const MAX_VALUE_LENGTH = 1000;

/** An exchange as it is recorded: there may be hundreds, from a hostile server. */
export function recorded(exchange: ProbedExchange, index: number): ProbedExchange {
  const { response } = exchange;
  if (!response) return exchange;
  const relevant = response.headers.filter(([name]) => RELEVANT.test(name));
  const lines = response.headers.length > MAX_LINES ? relevant.slice(0, MAX_LINES) : response.headers;
  const headers = lines.map(([name, value]) => [copy(name), copy(value.slice(0, MAX_VALUE_LENGTH))] as const);
  const body = index < WITH_BODY ? {} : { bodyStart: '', bodyTruncated: true };
  return { ...exchange, response: { ...response, headers, ...body } };
}

const RELEVANT =
  /^(?:access-control-.*|vary|cache-control|age|date|expires|content-type|x-cache.*|location|server|x-powered-by)$/i;

/** A substring would keep the whole string in memory. */
const copy = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');
