import { createPolicy, type PolicyConfig } from '@corsmith/server';
import { isAllowed } from './check-policy.js';

/** An origin to test, and the expected result. */
export interface TriedOrigin {
  readonly origin: string;
  readonly expected: Expected;
}

export type Expected = 'allowed' | 'denied';

/**
 * Every origin in the policy, two samples of each pattern, and the denied ones. A pattern's samples are made up: a direct
 * subdomain and a deeper one, the default port and another one.
 */
export function triedOrigins(config: PolicyConfig, denied: readonly string[]): readonly TriedOrigin[] {
  const policy = createPolicy(config);
  const tried = new Map(sampleOrigins(config).map((origin): [string, Expected] => [origin, 'allowed']));
  for (const origin of denied) if (!isAllowed(policy, origin)) tried.set(origin, 'denied');
  return [...tried].map(([origin, expected]) => ({ origin, expected }));
}

/** The origins that a policy names, and two samples of each pattern. */
export const sampleOrigins = ({ origins }: PolicyConfig): readonly string[] =>
  typeof origins === 'object' ? origins.flatMap(samplesOf) : [ANY_ORIGIN];

/** For a policy that allows every origin. */
const ANY_ORIGIN = 'https://corsmith.example';

function samplesOf(pattern: string): readonly string[] {
  const [, scheme = '', host = '', anyPort] = /^([a-z][a-z0-9+.-]*:\/\/)(.*?)(:\*)?$/.exec(pattern) ?? [];
  const hosts = host.startsWith('*.') ? ['corsmith', 'a.corsmith'].map((label) => host.replace('*', label)) : [host];
  const ports = anyPort === undefined ? [''] : [':5173', ''];
  return hosts.flatMap((one) => ports.map((port) => `${scheme}${one}${port}`));
}
