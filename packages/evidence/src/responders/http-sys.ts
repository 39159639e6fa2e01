import type { Responder } from '../attribution/responder.js';

export const httpSys: Responder = {
  id: 'http-sys',
  before: ['host-filter'],
  responses: [
    {
      kind: 'host-check',
      name: 'Windows (HTTP.sys)',
      marks: [{ status: [400], headers: { server: /^Microsoft-HTTPAPI\// }, body: /Invalid Hostname/ }],
      wayOut:
        'The host name is not bound: in IIS Express add it to `bindings` in applicationhost.config, elsewhere with `netsh http add urlacl`, or call localhost.',
    },
    {
      kind: 'another-program',
      name: 'Windows (HTTP.sys)',
      marks: [{ status: [404, 503], headers: { server: /^Microsoft-HTTPAPI\// } }],
      wayOut:
        'No app is registered for this URL: the site or its application pool is stopped, or another program holds the port (`netsh http show servicestate`).',
    },
  ],
};
