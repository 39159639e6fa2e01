import {
  corsUnsafeRequestHeaderNames,
  isCorsSafelistedMethod,
  normalizeMethod,
  type PageRequest,
} from '@corsmith/protocol';
import type { PolicyRules } from '@corsmith/server';

/** A policy whose origins and request headers are lists. */
export interface NeededPolicy extends PolicyRules {
  readonly origins: readonly string[];
  readonly credentials?: boolean;
  readonly requestHeaders?: readonly string[];
}

/** The minimal policy that allows this request. */
export function neededPolicy(request: PageRequest, read: readonly string[] = []): NeededPolicy {
  const method = normalizeMethod(request.method ?? 'GET');
  const requestHeaders = corsUnsafeRequestHeaderNames(request.headers ?? []);
  return {
    origins: [request.origin],
    ...(request.credentials === 'include' && { credentials: true }),
    ...(!isCorsSafelistedMethod(method) && { methods: [method] }),
    ...(requestHeaders.length > 0 && { requestHeaders }),
    ...(read.length > 0 && { responseHeaders: read }),
  };
}
