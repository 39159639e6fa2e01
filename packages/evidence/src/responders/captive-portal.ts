import type { Responder } from '../attribution/responder.js';

export const captivePortal: Responder = {
  id: 'captive-portal',
  responses: [
    {
      kind: 'wall',
      name: 'the captive portal of this network',
      marks: [
        { status: [511] },
        {
          status: [200, 302, 303, 307],
          headers: { location: /captive|hotspot|\/guest\/s\/|wifi-?login|portal\.[^/]*\/login/i },
        },
        { body: /<WISPAccessGatewayParam|<title>[^<]*(?:captive portal|hotspot login|wi-?fi login)/i },
      ],
      wayOut: 'Open any http:// page in a browser and sign in to the network, then try again.',
    },
  ],
};
