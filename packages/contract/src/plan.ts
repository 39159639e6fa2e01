import type { DirectServer } from '@corsmith/doctor';
import { defined, type HeaderList, type PageRequest } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import { sampleHeader } from './check-denied.js';
import type { Contract, Endpoint } from './contract.js';
import { serverOrigin } from './endpoint-url.js';
import { type DeniedPart, type Expectation, titleOf, type Visit } from './expectation.js';
import { type TriedOrigin, triedOrigins } from './tried-origins.js';

/** Everything that a contract expects: each origin, endpoint, method, set of headers and credentials mode. */
export function* plan(contract: Contract): Generator<Visit> {
  const originsAt = origins();
  for (const endpoint of contract.endpoints) {
    for (const tried of originsAt(endpoint))
      for (const server of [undefined, ...endpoint.direct]) yield visitOf(endpoint, tried, server);
  }
}

/** The number of expectations that `plan` yields, without creating them. */
export function planSize(contract: Contract): number {
  const originsAt = origins();
  return contract.endpoints.reduce((sum, endpoint) => {
    const { methods, headers, credentials, errorPaths, direct, denied } = endpoint;
    const tried = originsAt(endpoint);
    const allowed = tried.filter(({ expected }) => expected === 'allowed').length;
    const own = tried.length * methods.length * headers.length;
    const further = errorPaths.length + denied.methods.length + denied.headers.length;
    const withCredentials = denied.credentials ? allowed * methods.length * headers.length : 0;
    return sum + ((own + allowed * further) * credentials.length + withCredentials) * (1 + direct.length);
  }, 0);
}

/** The origins to test at an endpoint, apart from the server's own, which needs no CORS. */
function origins(): (endpoint: Endpoint) => readonly TriedOrigin[] {
  const known = new Map<PolicyConfig, Map<readonly string[], readonly TriedOrigin[]>>();
  return ({ url, policy, denied }) => {
    const ofPolicy = known.get(policy) ?? new Map<readonly string[], readonly TriedOrigin[]>();
    known.set(policy, ofPolicy);
    const tried = ofPolicy.get(denied.origins) ?? triedOrigins(policy, denied.origins);
    ofPolicy.set(denied.origins, tried);
    const own = serverOrigin(url);
    return tried.filter(({ origin }) => origin !== own);
  };
}

function visitOf(endpoint: Endpoint, { origin, expected }: TriedOrigin, server: DirectServer | undefined): Visit {
  const { url, methods, headers, credentials, exposes, errorPaths, body, denied } = endpoint;
  const expectation = (
    request: PageRequest,
    subject: Expectation['subject'],
    read: readonly string[] = [],
    part: DeniedPart | undefined = expected === 'denied' ? 'origin' : undefined,
  ): Expectation => {
    const untitled = {
      endpoint,
      request,
      expected: part ? ('denied' as const) : expected,
      read,
      subject,
      ...defined({ denied: part, server }),
    };
    return { title: titleOf(untitled), ...untitled };
  };
  const [usual = 'GET'] = methods;
  const [list = []] = headers;
  const page = { origin, url, ...(body !== undefined && { body }) };
  const all = (sending: readonly boolean[]): readonly PageRequest[] =>
    methods.flatMap((method) =>
      headers.flatMap((each) => sending.map((sends) => requestOf({ ...page, method, headers: each, sends }))),
    );
  const own = all(credentials).map((request) =>
    expectation(request, 'endpoint', expected === 'allowed' ? exposes : []),
  );
  if (expected === 'denied') return { endpoint, origin, expectations: own, ...(server && { server }) };
  const each = <T>(items: readonly T[], requestFor: (item: T) => Omit<Parts, 'sends'>): readonly PageRequest[] =>
    items.flatMap((item) => credentials.map((sends) => requestOf({ ...requestFor(item), sends })));
  const failing = each(errorPaths, (path) => ({ origin, url: path, method: 'GET', headers: list }));
  const deniedMethods = each(denied.methods, (method) => ({ ...page, method, headers: [] }));
  const deniedHeaders = each(denied.headers, (name) => ({ ...page, method: usual, headers: [sampleHeader(name)] }));
  const expectations = [
    ...own,
    ...failing.map((request) => expectation(request, 'error-path')),
    ...deniedMethods.map((request) => expectation(request, 'endpoint', [], 'method')),
    ...deniedHeaders.map((request) => expectation(request, 'endpoint', [], 'header')),
    ...(denied.credentials ? all([true]) : []).map((request) => expectation(request, 'endpoint', [], 'credentials')),
  ];
  return { endpoint, origin, expectations, ...(server && { server }) };
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
