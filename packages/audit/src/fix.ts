import { get, isToken, splitOnCommas, type WireResponse } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import { type Recipe, render, renderingProblem, type StackId } from '@corsmith/stacks';
import type { OriginResult } from './origin-prober.js';

/** A policy that allows only the trusted origins; the rest is what the server sends to an allowed origin. */
export function fixFor(
  stack: StackId | undefined,
  trusted: readonly string[],
  allowedOrigin: OriginResult | undefined,
): Recipe | undefined {
  const actual = allowedOrigin?.actual?.response;
  const permission = allowedOrigin?.permission?.response;
  if (stack === undefined || trusted.length === 0) return undefined;
  const listed = (response: WireResponse | undefined, name: string) =>
    splitOnCommas(get(response?.headers ?? [], name) ?? '').filter((one) => isToken(one) && one !== '*');
  const methods = listed(permission, 'access-control-allow-methods').filter(
    (one) => !['GET', 'HEAD', 'POST', 'OPTIONS'].includes(one),
  );
  const requestHeaders = listed(permission, 'access-control-allow-headers');
  const responseHeaders = listed(actual, 'access-control-expose-headers');
  const policy: PolicyConfig = {
    origins: [...trusted],
    ...(get(actual?.headers ?? [], 'access-control-allow-credentials') === 'true' && { credentials: true }),
    ...(methods.length > 0 && { methods }),
    ...(requestHeaders.length > 0 && { requestHeaders }),
    ...(responseHeaders.length > 0 && { responseHeaders }),
  };
  return renderingProblem(policy) === undefined ? render(policy, stack) : undefined;
}
