import { corsUnsafeRequestHeaderNames, get, type PageRequest } from '@corsmith/protocol';
import { withHeader } from './causes/cause.js';
import type { ProbedResponse } from './diagnosis.js';
import { neededPolicy } from './needed-policy.js';

/** The answer with the page's origin allowed, and credentials where they are asked for. */
export function allowOrigin(response: ProbedResponse, request: PageRequest): ProbedResponse {
  const named = withHeader(response, 'access-control-allow-origin', request.origin);
  return request.credentials === 'include' ? allowCredentials(named) : named;
}

export const allowCredentials = (response: ProbedResponse): ProbedResponse =>
  withHeader(response, 'access-control-allow-credentials', 'true');

/** The answer of a server that handles preflights: all that this request needs. */
export function allowPreflight(response: ProbedResponse, request: PageRequest): ProbedResponse {
  const { methods = [], requestHeaders = [] } = neededPolicy(request);
  const allowed = allowOrigin({ ...response, status: 204 }, request);
  const withMethods = withHeader(allowed, 'access-control-allow-methods', methods.join(', '));
  return withHeader(withMethods, 'access-control-allow-headers', [...requestHeaders].join(', '));
}

/** The preflight's lists completed, so that one repair names all that is missing. */
export function allowNames(response: ProbedResponse, name: string, values: readonly string[]): ProbedResponse {
  const before = get(response.headers, name);
  return withHeader(response, name, [...(before ? [before] : []), ...values].join(', '));
}

/** The names that the preflight of this request asks for. */
export const askedHeaders = (request: PageRequest): string[] => corsUnsafeRequestHeaderNames(request.headers ?? []);
