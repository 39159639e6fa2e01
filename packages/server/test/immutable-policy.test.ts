import { expect, test } from 'vitest';
import { createPolicy, type PolicyConfig } from '../src/index.js';
import { APP, preflightTo, requestTo, STRANGER } from './policy-requests.js';

test('nothing that happens to a configuration or a policy later changes what is allowed', () => {
  const config = {
    origins: [APP, 'https://*.example.com'],
    methods: ['PUT'],
    requestHeaders: ['X-A'],
    responseHeaders: ['X-C'],
    vary: ['X-B'],
  };
  const policy = createPolicy(config);
  for (const list of Object.values(config)) list.push(STRANGER);
  expect(policy.config).toEqual({
    origins: [APP, 'https://*.example.com'],
    methods: ['PUT'],
    requestHeaders: ['X-A'],
    responseHeaders: ['X-C'],
    vary: ['X-B'],
  } satisfies PolicyConfig);
  const { origins } = policy;
  const sets = [
    policy.methods,
    policy.requestHeaders,
    ...(typeof origins === 'object' ? [origins.exact, origins.patterns] : []),
  ];
  for (const set of sets as Set<string>[]) {
    for (const change of [() => set.add('DELETE'), () => set.delete('PUT'), () => set.clear()])
      expect(change).toThrow(TypeError);
  }
  for (const target of [policy, policy.config, ...Object.values(policy.config)])
    expect(() => Object.assign(target, { 0: STRANGER, origins: '*' })).toThrow(TypeError);
  expect([requestTo(policy, { origin: APP }).allowed, requestTo(policy, { origin: STRANGER }).allowed]).toEqual([
    true,
    false,
  ]);
  expect([preflightTo(policy, 'PUT', 'x-a').allowed, preflightTo(policy, 'DELETE').allowed]).toEqual([true, false]);
});

test('the option vary names more on every response', () => {
  const listed = createPolicy({ origins: [APP, STRANGER], vary: ['X-Tenant', 'origin'] });
  const open = createPolicy({ origins: '*', vary: ['X-Tenant'] });
  for (const headers of [{}, { origin: APP }, { origin: 'https://c.example' }]) {
    expect(requestTo(listed, headers).vary).toBe('Origin, X-Tenant');
    expect(requestTo(open, headers).vary).toBe('X-Tenant');
  }
  expect([preflightTo(listed, 'PUT').vary, preflightTo(open, 'PUT').vary]).toEqual(['Origin, X-Tenant', 'X-Tenant']);
});
