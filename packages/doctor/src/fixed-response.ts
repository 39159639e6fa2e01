import { byteLowercase, get, type ProbedResponse, splitOnCommas, type WireRequest } from '@corsmith/protocol';
import { ALLOW_ORIGIN, allowsOrigin, type Facts, judgedOrigin } from './facts/facts.js';
import { isOk } from './facts/wire.js';

/** The header set to that value in an response, in place of all its lines. */
export function withHeader(response: ProbedResponse, name: string, value: string): ProbedResponse {
  const others = response.headers.filter(([n]) => byteLowercase(n) !== name);
  return { ...response, headers: [...others, [name, value]] };
}

/** The response with the origin of the request allowed, and credentials where they are asked for. */
export function allowOrigin(response: ProbedResponse, facts: Facts): ProbedResponse {
  const named = withHeader(response, ALLOW_ORIGIN, judgedOrigin(facts));
  return facts.request.credentials === 'include' ? allowCredentials(named) : named;
}

export const allowCredentials = (response: ProbedResponse): ProbedResponse =>
  withHeader(response, 'access-control-allow-credentials', 'true');

/** The response of a server that handles preflights: all that this one asks for. */
export function allowPreflight(response: ProbedResponse, facts: Facts): ProbedResponse {
  const asked = facts.judged?.exchange.request.headers ?? [];
  const method = get(asked, 'access-control-request-method') ?? '';
  const names = get(asked, 'access-control-request-headers') ?? '';
  const allowed = allowOrigin({ ...response, status: 204 }, facts);
  const withMethod = withHeader(allowed, 'access-control-allow-methods', method);
  return withHeader(withMethod, 'access-control-allow-headers', names);
}

/** A list completed, so that one repair allows all that is missing. */
export function allowNames(response: ProbedResponse, name: string, values: readonly string[]): ProbedResponse {
  const before = get(response.headers, name);
  return withHeader(response, name, [...(before ? [before] : []), ...values].join(', '));
}

/** What CORS goes by as that other response has it. */
export function withCorsOf(response: ProbedResponse, { status, headers }: ProbedResponse): ProbedResponse {
  const isCors = ([name]: readonly [string, string]) => byteLowercase(name).startsWith('access-control-');
  return {
    ...response,
    status,
    headers: [...response.headers.filter((line) => !isCors(line)), ...headers.filter(isCors)],
  };
}

/** Whether an response permits all that a preflight asks for, `*` taken for everything. */
export function permits(response: ProbedResponse, { headers: asked }: WireRequest): boolean {
  const listed = (headers: WireRequest['headers'], name: string) =>
    splitOnCommas(byteLowercase(get(headers, name) ?? ''));
  const covers = (allowed: readonly string[], names: readonly string[]) =>
    allowed.includes('*') || names.every((name) => allowed.includes(name));
  const methods = [...listed(response.headers, 'access-control-allow-methods'), 'get', 'head', 'post'];
  return (
    isOk(response) &&
    allowsOrigin(response, get(asked, 'origin') ?? '') &&
    covers(methods, listed(asked, 'access-control-request-method')) &&
    covers(listed(response.headers, 'access-control-allow-headers'), listed(asked, 'access-control-request-headers'))
  );
}
