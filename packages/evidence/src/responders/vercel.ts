import type { Responder } from '../attribution/responder.js';

export const vercel: Responder = {
  id: 'vercel',
  responses: [
    {
      kind: 'wall',
      name: 'Vercel Deployment Protection',
      marks: [
        { headers: { 'set-cookie': /^_vercel_sso_nonce=/ } },
        { headers: { location: /vercel\.com\/sso-api/ } },
        { status: [401], body: /<title>Authentication Required<\/title>|vercel\.com\/sso-api|Vercel Authentication/ },
      ],
      wayOut:
        'Exempt OPTIONS (Deployment Protection, OPTIONS Allowlist) and the API’s domain, or send x-vercel-protection-bypass with the project’s secret from a server.',
    },
    {
      kind: 'wall',
      name: 'Vercel’s security checkpoint',
      marks: [{ headers: { 'x-vercel-mitigated': /./ } }, { body: /<title>Vercel Security Checkpoint/ }],
      wayOut: 'Turn Attack Challenge Mode off, or add a firewall rule that bypasses the API’s paths.',
    },
    {
      kind: 'another-program',
      name: 'Vercel',
      marks: [{ headers: { 'x-vercel-error': /^(?:DEPLOYMENT_(?:NOT_FOUND|DELETED|DISABLED|PAUSED)|NOT_FOUND)$/ } }],
      wayOut: 'There is no such deployment or path: check the host name, the deployment and the route.',
    },
    {
      kind: 'function',
      name: 'Vercel Functions',
      marks: [
        {
          headers: {
            'x-vercel-error':
              /^(?:FUNCTION_|EDGE_FUNCTION_|MIDDLEWARE_INVOCATION|NO_RESPONSE_FROM_FUNCTION|INTERNAL_FUNCTION)/,
          },
        },
      ],
      wayOut: 'The function failed before it could respond: `vercel logs` or the deployment’s logs show why.',
    },
    {
      kind: 'gateway',
      name: 'Vercel',
      marks: [{ headers: { 'x-vercel-error': /./ } }],
      wayOut: 'The code in x-vercel-error is in Vercel’s list of errors.',
    },
  ],
};
