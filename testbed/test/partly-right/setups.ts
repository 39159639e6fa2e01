import type { PageRequest } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import { render } from '@corsmith/stacks';
import { requestFor } from '../../src/stacks/requests.js';
import type { CellRequest, Setup, StackModule } from '../../src/stacks/stack-module.js';

export const APP = 'https://app.example.com';
export const WWW = 'https://www.example.com';
export const LOCAL = 'http://localhost:5173';
/** In a list, and no probe can guess it. */
export const PARTNER = 'https://partner.example.net';
export const STRANGERS = ['https://stranger.example', 'https://app.example.com.evil.example', 'null'];

/** A CORS set-up that works for some requests, and the page's request for which it does not. */
export interface PartlyRight {
  readonly kind: string;
  readonly setup: Setup;
  readonly request: CellRequest;
  /** Origins that the set-up means to allow. */
  readonly listed: readonly string[];
}

const put: CellRequest = { method: 'PUT', headers: [['Content-Type', 'application/json']], body: '{}' };
const list = { origins: [APP, WWW, PARTNER], methods: ['PUT'], requestHeaders: ['Content-Type'] };

const POLICIES: readonly (readonly [kind: string, policy: PolicyConfig, request: CellRequest])[] = [
  ['an origin is missing in the list', { ...list, origins: [WWW, LOCAL, PARTNER] }, put],
  ['a method is missing', list, { ...put, method: 'DELETE' }],
  ['a header is missing', list, { ...put, headers: [...put.headers!, ['X-Api-Key', 'k']] }],
  ['credentials are missing', list, { ...put, credentials: 'include' }],
  ['* with credentials', { ...list, origins: '*' }, { ...put, credentials: 'include' }],
  ['* without a method', { ...list, origins: '*' }, { ...put, method: 'DELETE' }],
];

/** Causes of the stacks' own mistakes that leave something right. */
const BY_HAND: Readonly<Record<string, string>> = {
  'duplicate-allow-origin': 'the origin is sent twice',
  'method-not-allowed': 'a method is missing, by hand',
  'header-not-allowed': 'a header is missing, by hand',
  'credentials-not-allowed': 'credentials are missing, by hand',
  'wildcard-with-credentials': '* with credentials, by hand',
};

export function partlyRight(module: StackModule): readonly PartlyRight[] {
  const rendered = POLICIES.filter(([, policy]) => !render(policy, module.id).leftOut).map(
    ([kind, policy, request]): PartlyRight => ({
      kind,
      setup: render(policy, module.id).files,
      request,
      listed: policy.origins === '*' ? [APP, WWW, LOCAL, PARTNER] : (policy.origins as string[]),
    }),
  );
  const byHand = module.broken
    .filter(({ cause, behind }) => BY_HAND[cause] && !behind)
    .map(
      ({ cause, mistake, setup, request }): PartlyRight => ({
        kind: `${BY_HAND[cause]}: ${mistake}`,
        setup: setup.map((placed) => ({
          ...placed,
          code: placed.code.replaceAll('{ORIGIN}', APP).replaceAll('{HOST}', new URL(APP).host),
        })),
        request: requestFor(cause, request),
        // Where every origin is allowed, a person names each that is in use.
        listed: cause === 'wildcard-with-credentials' ? [APP, WWW, LOCAL, PARTNER] : [APP],
      }),
    );
  return [...rendered, ...byHand];
}

/** What may work before, and then has to work after. */
export const attempts: readonly Omit<PageRequest, 'url'>[] = [APP, WWW, LOCAL, PARTNER].flatMap((origin) => [
  { origin },
  { origin, method: 'POST', headers: [['Content-Type', 'application/json']], body: '{}' },
  { origin, method: 'PUT', headers: [['Content-Type', 'application/json']], body: '{}' },
  { origin, method: 'DELETE' },
  { origin, method: 'PATCH', credentials: 'include' },
  { origin, headers: [['X-Api-Key', 'k']] },
  { origin, headers: [['X-Other', 'k']], credentials: 'include' },
]);
