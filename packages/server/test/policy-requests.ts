import { createPolicy, type Policy, type PolicyConfig, type PolicyResponse, respond } from '../src/index.js';

export const APP = 'https://app.example.com';
export const STRANGER = 'https://evil.example';

type Headers = Readonly<Record<string, string>>;

/** The policy's response to a request with these headers. */
export function requestTo(policy: Policy | PolicyConfig, headers: Headers, method = 'GET'): PolicyResponse {
  const made = 'config' in policy ? policy : createPolicy(policy);
  return respond(made, { method, headers: (name) => headers[name] });
}

/** Its response to a preflight. */
export const preflightTo = (
  policy: Policy | PolicyConfig,
  method: string,
  headers?: string,
  origin = APP,
): PolicyResponse =>
  requestTo(
    policy,
    {
      origin,
      'access-control-request-method': method,
      ...(headers !== undefined && { 'access-control-request-headers': headers }),
    },
    'OPTIONS',
  );

/** As an object. */
export const headersOf = ({ headers }: PolicyResponse): Record<string, string> => Object.fromEntries(headers);
