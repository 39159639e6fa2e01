import { get, type HeaderList, type Send, type WireRequest, type WireResponse } from '@corsmith/protocol';
import { compiled, type PolicyReading, type ReadOrigin } from '@corsmith/readers';

/**
 * The responses that a configuration lets the server send. What it leaves to an upstream is taken as the best case: 200,
 * or 204 to a preflight, without CORS headers of its own.
 */
export function responsesOf(policy: PolicyReading): Send {
  return async (request) => {
    if (policy.refused !== undefined) throw new Error(policy.refused);
    return respond(policy, request);
  };
}

function respond(policy: PolicyReading, request: WireRequest): WireResponse {
  const status = request.kind === 'preflight' ? 204 : 200;
  if (request.kind === 'preflight' && policy.preflight === false) return { status, headers: [] };
  if (isRefusedMethod(policy, request)) return { status: 403, headers: [] };
  const allowed = allowOrigin(policy, get(request.headers, 'origin') ?? '');
  const vary: HeaderList = policy.vary ? [['Vary', 'Origin']] : [];
  if (allowed === undefined) return { status, headers: vary };
  return {
    status,
    headers: [
      ['Access-Control-Allow-Origin', allowed],
      ...(policy.credentials.value ? ([['Access-Control-Allow-Credentials', 'true']] as const) : []),
      ...(request.kind === 'preflight' ? preflightHeaders(policy, request) : exposedHeaders(policy)),
      ...vary,
    ],
  };
}

/** Whether the server compares the method, and doesn't find it in its list. */
function isRefusedMethod({ methods: { value }, unlistedMethods }: PolicyReading, request: WireRequest): boolean {
  if (unlistedMethods === undefined || typeof value !== 'object') return false;
  if (request.kind === 'actual') return unlistedMethods === 'all-fail' && !value.includes(request.method);
  return !value.includes(get(request.headers, 'access-control-request-method') ?? '');
}

/** The value of the header, or undefined if it isn't sent. */
function allowOrigin({ origins, originHeader }: PolicyReading, origin: string): string | undefined {
  const matching = origins.filter((one) => matches(one, origin));
  if (matching.some(({ kind }) => kind === 'echo')) return origin;
  if (matching.some(({ kind }) => kind === 'any')) return '*';
  if (matching.length > 0) return origin;
  const [first] = origins;
  return originHeader === 'constant' && first?.kind === 'text' ? first.text : undefined;
}

function matches(one: ReadOrigin, origin: string): boolean {
  switch (one.kind) {
    case 'any':
    case 'echo':
      return true;
    case 'text':
      return one.text === origin;
    case 'pattern':
      return compiled(one.regex, one.flags)?.test(origin) ?? false;
    case 'unknown':
      return false;
  }
}

function preflightHeaders(policy: PolicyReading, { headers }: WireRequest): HeaderList {
  const { methods, requestHeaders, maxAge } = policy;
  return [
    ...permission('Access-Control-Allow-Methods', methods.value, get(headers, 'access-control-request-method')),
    ...permission('Access-Control-Allow-Headers', requestHeaders.value, get(headers, 'access-control-request-headers')),
    ...(typeof maxAge.value === 'number' ? ([['Access-Control-Max-Age', String(maxAge.value)]] as const) : []),
  ];
}

function permission(
  name: string,
  value: readonly string[] | string | undefined,
  requested: string | undefined,
): HeaderList {
  const text =
    value === '* (echoed)' || value === undefined ? requested : typeof value === 'string' ? value : value.join(', ');
  return text === undefined || text === '' ? [] : [[name, text]];
}

const exposedHeaders = ({ exposed: { value } }: PolicyReading): HeaderList =>
  value === undefined || value.length === 0
    ? []
    : [['Access-Control-Expose-Headers', typeof value === 'string' ? value : value.join(', ')]];
