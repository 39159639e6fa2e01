import type { Responder } from '../attribution/responder.js';

export const varnish: Responder = {
  id: 'varnish',
  responses: [
    {
      kind: 'gateway',
      name: 'Varnish',
      marks: [{ status: [413, 500, 502, 503], body: /Guru Meditation|Varnish cache server/ }],
      wayOut:
        'The backend does not respond: `varnishlog -g request` shows why (the XID on the page names the request).',
    },
    {
      kind: 'refusal',
      name: 'Varnish',
      marks: [{ status: [403, 405], body: /Guru Meditation|Varnish cache server/ }],
      wayOut: 'The VCL returns synth() for this method: pass OPTIONS on.',
    },
    {
      kind: 'gateway',
      name: 'Fastly',
      marks: [{ body: /^Fastly error: / }],
      wayOut: 'The text says what is missing: a domain or a healthy backend.',
    },
  ],
};
