import { createPolicy, type Policy, type PolicyConfig, type PolicyResponse, respond } from '../src/index.js';

export const APP = 'https://app.example.com';
export const STRANGER = 'https://evil.example';

type Headers = Readonly<Record<string, string>>;

/** What the policy answers to a request with these headers. */
export function ask(policy: Policy | PolicyConfig, headers: Headers, method = 'GET'): PolicyResponse {
  const made = 'config' in policy ? policy : createPolicy(policy);
  return respond(made, { method, headers: (name) => headers[name] });
}

/** What it answers to a preflight. */
export const askPreflight = (
  policy: Policy | PolicyConfig,
  method: string,
  headers?: string,
  origin = APP,
): PolicyResponse =>
  ask(
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
