import type { DirectServer } from '@corsmith/doctor';
import type { HeaderList, PageRequest } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import type { Contract, Endpoint } from './contract.js';
import { serverOrigin } from './endpoint-url.js';
import { type Expectation, titleOf, type Visit } from './expectation.js';
import { type TriedOrigin, triedOrigins } from './tried-origins.js';

/** Everything that a contract expects: each origin, endpoint, method, set of headers and credentials mode. */
export function* plan(contract: Contract): Generator<Visit> {
  const originsAt = origins(contract);
  for (const endpoint of contract.endpoints) {
    for (const tried of originsAt(endpoint))
      for (const server of [undefined, ...endpoint.direct]) yield visitOf(endpoint, tried, server);
  }
}

/** The number of expectations that `plan` yields, without creating them. */
export function planSize(contract: Contract): number {
  const originsAt = origins(contract);
  return contract.endpoints.reduce((sum, endpoint) => {
    const { methods, headers, credentials, errorPaths, direct } = endpoint;
    const tried = originsAt(endpoint);
    const allowed = tried.filter(({ expected }) => expected === 'allowed').length;
    const own = tried.length * methods.length * headers.length;
    return sum + (own + allowed * errorPaths.length) * credentials.length * (1 + direct.length);
  }, 0);
}

/** The origins to test at an endpoint, apart from the server's own, which needs no CORS. */
function origins({ denied }: Contract): (endpoint: Endpoint) => readonly TriedOrigin[] {
  const known = new Map<PolicyConfig, readonly TriedOrigin[]>();
  return ({ url, policy }) => {
    const tried = known.get(policy) ?? triedOrigins(policy, denied);
    known.set(policy, tried);
    const own = serverOrigin(url);
    return tried.filter(({ origin }) => origin !== own);
  };
}

function visitOf(endpoint: Endpoint, { origin, expected }: TriedOrigin, server: DirectServer | undefined): Visit {
  const { url, methods, headers, credentials, exposes, errorPaths, body } = endpoint;
  const expectation = (
    request: PageRequest,
    subject: Expectation['subject'],
    read: readonly string[] = [],
  ): Expectation => {
    const untitled = { endpoint, request, expected, read, subject, ...(server && { server }) };
    return { title: titleOf(untitled), ...untitled };
  };
  const own = methods.flatMap((method) =>
    headers.flatMap((list) =>
      credentials.map((sends) => {
        const request = requestOf({ origin, url, method, headers: list, sends, ...(body !== undefined && { body }) });
        return expectation(request, 'endpoint', expected === 'allowed' ? exposes : []);
      }),
    ),
  );
  const errors = expected === 'denied' ? [] : errorPaths;
  const [list = []] = headers;
  const failing = errors.flatMap((path) =>
    credentials.map((sends) =>
      expectation(requestOf({ origin, url: path, method: 'GET', headers: list, sends }), 'error-path'),
    ),
  );
  return { endpoint, origin, expectations: [...own, ...failing], ...(server && { server }) };
}

interface Parts {
  readonly origin: string;
  readonly url: string;
  readonly method: string;
  readonly headers: HeaderList;
  /** Whether it is sent with cookies. */
  readonly sends: boolean;
  readonly body?: string;
}

function requestOf({ origin, url, method, headers, sends, body }: Parts): PageRequest {
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return {
    origin,
    url,
    method,
    ...(headers.length > 0 && { headers }),
    ...(sends && { credentials: 'include' }),
    ...(hasBody && body !== undefined && { body }),
  };
}
