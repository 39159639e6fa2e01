import type { Responder } from '../attribution/responder.js';

export const rails: Responder = {
  id: 'rails',
  before: ['csrf-middleware', 'host-filter'],
  responses: [
    {
      kind: 'host-check',
      name: 'Rails (host authorization)',
      marks: [{ status: [403], body: /Blocked hosts?:/ }],
      wayOut: 'Add the host to `config.hosts`: `config.hosts << "api.example.com"` in the environment’s file.',
    },
    {
      kind: 'csrf-filter',
      name: 'Rails (protect_from_forgery)',
      marks: [
        {
          status: [403, 422],
          body: /InvalidAuthenticityToken|InvalidCrossOriginRequest|HTTP Origin header \([^)]*\) didn't match request\.base_url/,
        },
      ],
      wayOut:
        'For an API that does not rely on cookies use `skip_forgery_protection` (or `ActionController::API`); behind a proxy forward X-Forwarded-Proto and Host, so that base_url is right.',
    },
  ],
};
