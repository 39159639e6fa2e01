import type { Responder } from '../attribution/responder.js';

export const cloudflare: Responder = {
  id: 'cloudflare',
  responses: [
    {
      kind: 'wall',
      name: 'Cloudflare’s challenge',
      marks: [
        { headers: { 'cf-mitigated': /./ } },
        { body: /challenge-platform|cf-turnstile|cf-chl|<title>Just a moment\.\.\./ },
      ],
      wayOut: 'Add a WAF rule that skips the challenge for the API’s paths, and for OPTIONS above all.',
    },
    {
      kind: 'rate-limit',
      name: 'Cloudflare’s rate limiting',
      marks: [{ status: [429], headers: { server: /^cloudflare$/i }, body: /error code: 1015|Error 1015/ }],
      wayOut: 'Raise the limit of the rate limiting rule, or send fewer requests.',
    },
    {
      kind: 'wall',
      name: 'Cloudflare’s firewall',
      marks: [
        {
          status: [403],
          body: /^error code: 10(?:0[5-9]|1[0-2]|20)\b|Sorry, you have been blocked|Attention Required! \| Cloudflare/,
        },
      ],
      wayOut: 'Security events in the dashboard name the rule: exempt the API’s paths, and OPTIONS above all.',
    },
    {
      kind: 'function',
      name: 'Cloudflare Workers',
      marks: [{ body: /^error code: 110[12]\b|Worker threw (?:an )?exception|Worker exceeded resource limits/ }],
      wayOut: 'The Worker failed before it could respond: `wrangler tail` shows its logs.',
    },
    {
      kind: 'gateway',
      name: 'Cloudflare',
      marks: [
        { status: [502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530], headers: { server: /^cloudflare$/i } },
      ],
      wayOut: 'It does not reach the origin server: start it, and check its address, port and certificate.',
    },
  ],
};
