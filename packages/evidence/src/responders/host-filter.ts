import type { Responder } from '../attribution/responder.js';

export const hostFilter: Responder = {
  id: 'host-filter',
  responses: [
    {
      kind: 'host-check',
      name: 'ASP.NET Core (host filtering)',
      marks: [{ status: [400], headers: { server: /^Kestrel$/ }, body: /Invalid Hostname/ }],
      wayOut: 'Add the host to `AllowedHosts` in appsettings.json.',
    },
    {
      kind: 'host-check',
      name: 'Starlette or FastAPI (TrustedHostMiddleware)',
      marks: [{ status: [400], body: /^Invalid host header/ }],
      wayOut: 'Add the host to `allowed_hosts` of TrustedHostMiddleware.',
    },
    {
      kind: 'host-check',
      name: 'Symfony or Laravel (trusted hosts)',
      marks: [{ status: [400, 500], body: /Untrusted Host/ }],
      wayOut: 'Add the host to `framework.trusted_hosts` (Symfony) or to `trustHosts` (Laravel).',
    },
    {
      kind: 'host-check',
      name: 'IIS',
      marks: [{ status: [400], body: /Bad Request - Invalid Hostname/ }],
      wayOut: 'Add the host name to the bindings of the site.',
    },
    {
      kind: 'host-check',
      name: 'the server',
      marks: [
        {
          status: [400, 403, 421],
          body: /(?:Invalid|Blocked|Untrusted|Disallowed|Forbidden|Unknown|Unrecogni[sz]ed) Host\b|Host(?: header| name)? (?:is )?not (?:allowed|permitted|recogni[sz]ed)|DNS rebinding/i,
        },
        { status: [421] },
      ],
      wayOut: 'Add the host of this URL to the hosts that the server accepts, or let the proxy forward the right Host.',
    },
  ],
};
