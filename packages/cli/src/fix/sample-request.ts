import type { HeaderList } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import { checkCommand, type RequestToCheck } from '../explain/request-to-check.js';

export interface RequestParts {
  /** Undefined if no server is known. */
  readonly url: string | undefined;
  /** Header lines whose values are known. */
  readonly headers: HeaderList;
}

/** A request that uses as much of the policy as one request can. */
export function sampleRequest(
  policy: PolicyConfig,
  { url, headers }: RequestParts,
): RequestToCheck & { origin: string } {
  const { methods = [], requestHeaders = [], credentials } = policy;
  const [method] = methods;
  const known = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
  const names = requestHeaders === '*' ? headers.map(([name]) => name) : requestHeaders;
  const lines = names.map((name) => [name, known.get(name.toLowerCase()) ?? sampleValue(name)] as const);
  return {
    origin: sampleOrigin(policy.origins),
    url: url ?? 'URL-OF-YOUR-API',
    ...(method !== undefined && { method }),
    ...(lines.length > 0 && { headers: lines }),
    ...(credentials && { credentials: 'include' }),
  };
}

/** The words of the `corsmith check` command that verifies a server's policy. */
export const verifyCommand = (
  request: RequestToCheck,
  { responseHeaders = [] }: PolicyConfig,
): readonly (readonly string[])[] => [...checkCommand(request), ...responseHeaders.map((name) => ['--read', name])];

/** An origin that the list or pattern allows. */
function sampleOrigin(origins: PolicyConfig['origins']): string {
  const first = typeof origins === 'object' ? (origins.find((one) => !one.includes('*')) ?? origins[0]) : undefined;
  return first?.replace('://*.', '://any.').replace(/:\*$/, ':8080') ?? 'https://any.example';
}

/** A value that makes the browser send a preflight. */
function sampleValue(name: string): string {
  switch (name.toLowerCase()) {
    case 'content-type':
      return 'application/json';
    case 'authorization':
      return 'Bearer TOKEN';
    default:
      return '1';
  }
}
