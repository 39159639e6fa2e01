import type { Responder } from '../attribution/responder.js';

export const proxyOnTheWay: Responder = {
  id: 'proxy-on-the-way',
  responses: [
    {
      kind: 'another-program',
      name: 'a proxy of this network (Squid, Zscaler, Blue Coat)',
      marks: [
        { headers: { 'x-squid-error': /./ } },
        { headers: { server: /^(?:squid|Zscaler|BlueCoat|Mikrotik HttpProxy)/i } },
        { body: /<title>(?:ERROR: The requested URL could not be retrieved|Internet Security by Zscaler)/ },
      ],
      wayOut: 'Exempt the host from the proxy (`NO_PROXY`), or have it allowed there.',
    },
  ],
};
