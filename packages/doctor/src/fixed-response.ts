import { byteLowercase, get, type ProbedResponse, splitOnCommas, type WireRequest } from '@corsmith/protocol';
import { ALLOW_ORIGIN, allowsOrigin, type Facts, judgedOrigin } from './facts/facts.js';
import { isOk } from './facts/wire.js';

/** The response with that header set to the value, in place of all its lines. */
export function withHeader(response: ProbedResponse, name: string, value: string): ProbedResponse {
  const others = response.headers.filter(([n]) => byteLowercase(n) !== name);
  return { ...response, headers: [...others, [name, value]] };
}

/** The response with the request's origin allowed, and credentials if the request has them. */
export function allowOrigin(response: ProbedResponse, facts: Facts): ProbedResponse {
  const named = withHeader(response, ALLOW_ORIGIN, judgedOrigin(facts));
  return facts.request.credentials === 'include' ? allowCredentials(named) : named;
}

export const allowCredentials = (response: ProbedResponse): ProbedResponse =>
  withHeader(response, 'access-control-allow-credentials', 'true');

/** The response of a server that handles preflights: allows everything that this one requests. */
export function allowPreflight(response: ProbedResponse, facts: Facts): ProbedResponse {
  const requested = facts.judged?.exchange.request.headers ?? [];
  const method = get(requested, 'access-control-request-method') ?? '';
  const names = get(requested, 'access-control-request-headers') ?? '';
  const allowed = allowOrigin({ ...response, status: 204 }, facts);
  const withMethod = withHeader(allowed, 'access-control-allow-methods', method);
  return withHeader(withMethod, 'access-control-allow-headers', names);
}

/** Completes a list, so that one fix allows everything that is missing. */
export function allowNames(response: ProbedResponse, name: string, values: readonly string[]): ProbedResponse {
  const before = get(response.headers, name);
  return withHeader(response, name, [...(before ? [before] : []), ...values].join(', '));
}

/** The status and the CORS headers of the other response. */
export function withCorsOf(response: ProbedResponse, { status, headers }: ProbedResponse): ProbedResponse {
  const isCors = ([name]: readonly [string, string]) => byteLowercase(name).startsWith('access-control-');
  return {
    ...response,
    status,
    headers: [...response.headers.filter((line) => !isCors(line)), ...headers.filter(isCors)],
  };
}

/** Whether a response allows everything that a preflight requests, with `*` meaning everything. */
export function permits(response: ProbedResponse, { headers: requested }: WireRequest): boolean {
  const listed = (headers: WireRequest['headers'], name: string) =>
    splitOnCommas(byteLowercase(get(headers, name) ?? ''));
  const covers = (allowed: readonly string[], names: readonly string[]) =>
    allowed.includes('*') || names.every((name) => allowed.includes(name));
  const methods = [...listed(response.headers, 'access-control-allow-methods'), 'get', 'head', 'post'];
  return (
    isOk(response) &&
    allowsOrigin(response, get(requested, 'origin') ?? '') &&
    covers(methods, listed(requested, 'access-control-request-method')) &&
    covers(
      listed(response.headers, 'access-control-allow-headers'),
      listed(requested, 'access-control-request-headers'),
    )
  );
}
