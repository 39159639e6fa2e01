import type { Responder } from '../attribution/responder.js';

export const haproxy: Responder = {
  id: 'haproxy',
  before: ['apache'],
  responses: [
    {
      kind: 'gateway',
      name: 'HAProxy',
      marks: [{ body: /^<html><body><h1>(?:413|50[0-4]) / }],
      wayOut: 'No server of the backend responds (or the body is too large): `show stat` names the state of each.',
    },
    {
      kind: 'rate-limit',
      name: 'HAProxy',
      marks: [{ body: /^<html><body><h1>429 / }],
      wayOut: 'A stick table’s limit is reached: raise it, or send fewer requests.',
    },
    {
      kind: 'refusal',
      name: 'HAProxy',
      marks: [{ status: [403], body: /^<html><body><h1>403 Forbidden/ }],
      wayOut: 'An `http-request deny` matches: exempt METH_OPTIONS.',
    },
  ],
};
