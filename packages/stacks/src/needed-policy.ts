import {
  corsUnsafeRequestHeaderNames,
  isCorsSafelistedMethod,
  normalizeMethod,
  type PageRequest,
} from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';

/** The minimal policy that allows this request. */
export function neededPolicy(request: PageRequest, read: readonly string[] = []): PolicyConfig {
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
