import { isCorsSafelistedMethod } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import type { NeededPolicy } from '@corsmith/stacks';
import { type ObservedPolicy, uniqueNames } from './observed-policy.js';

/**
 * The server's policy with the smallest addition that allows what is needed. It never allows less than before, with one
 * exception that browsers force: `*` can't stay if credentials are needed.
 */
export function mergedPolicy(seen: ObservedPolicy, needed: NeededPolicy): PolicyConfig {
  const anyOrigin = seen.anyOrigin || (seen.echoesOrigins && !seen.credentials);
  const credentials = needed.credentials === true || (seen.credentials && !anyOrigin);
  const methods = union(
    seen.methods.filter((method) => !isCorsSafelistedMethod(method)),
    needed.methods ?? [],
  );
  const requestHeaders =
    seen.requestHeaders === '*' ? '*' : uniqueNames([...seen.requestHeaders, ...(needed.requestHeaders ?? [])]);
  const responseHeaders = uniqueNames([...seen.responseHeaders, ...(needed.responseHeaders ?? [])]);
  return {
    ...(anyOrigin && !credentials
      ? { origins: '*' }
      : {
          origins: union(seen.origins, needed.origins),
          ...(credentials && { credentials: true as const }),
        }),
    ...(methods.length > 0 && { methods }),
    ...(requestHeaders.length > 0 && { requestHeaders }),
    ...(responseHeaders.length > 0 && { responseHeaders }),
    ...(seen.maxAge !== undefined && { maxAge: seen.maxAge }),
  };
}

const union = (before: readonly string[], added: readonly string[] = []): string[] => [
  ...new Set([...before, ...added]),
];
