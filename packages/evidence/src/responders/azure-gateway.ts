import type { Responder } from '../attribution/responder.js';

export const azureGateway: Responder = {
  id: 'azure-gateway',
  responses: [
    {
      kind: 'wall',
      name: 'the firewall of Azure Front Door or Application Gateway',
      marks: [
        { status: [403], headers: { 'x-azure-ref': /./ }, body: /The request is blocked/ },
        { status: [403], body: /Microsoft-Azure-Application-Gateway/ },
      ],
      wayOut: 'The firewall’s log names the rule: exclude the API’s paths, or the parameter, from it.',
    },
    {
      kind: 'gateway',
      name: 'Azure Application Gateway or Front Door',
      marks: [
        { status: [502, 503, 504], body: /Microsoft-Azure-Application-Gateway/ },
        {
          status: [502, 503, 504],
          headers: { 'x-azure-ref': /./ },
          body: /Our services aren't available right now|<h2>/,
        },
      ],
      wayOut: 'No healthy backend responds: check the health probe, its path and its host name.',
    },
    {
      kind: 'another-program',
      name: 'Azure',
      marks: [
        { status: [404], body: /404 Web Site not found|Error 404 - Web app not found/ },
        { status: [403], body: /Error 403 - This web app is stopped/ },
      ],
      wayOut: 'The web app is stopped, or has no such host name: start it, and check its custom domains.',
    },
    {
      kind: 'function',
      name: 'Azure Functions',
      marks: [{ status: [500, 502, 503], body: /Function host is not running|Application Error<\/title>/ }],
      wayOut: 'The host did not start: Log stream and “Diagnose and solve problems” show why.',
    },
  ],
};
