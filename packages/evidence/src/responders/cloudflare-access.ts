import type { Responder } from '../attribution/responder.js';

export const cloudflareAccess: Responder = {
  id: 'cloudflare-access',
  before: ['cloudflare'],
  responses: [
    {
      kind: 'wall',
      name: 'Cloudflare Access',
      marks: [
        { headers: { 'www-authenticate': /^Cloudflare-Access/i } },
        { headers: { location: /\/cdn-cgi\/access\/(?:login|authorized)/ } },
        { headers: { 'set-cookie': /^CF_AppSession=/ } },
        { body: /<title>[^<]*Cloudflare Access<\/title>/ },
      ],
      wayOut:
        'In the Access application turn on “Bypass OPTIONS requests to origin” or set its CORS settings, and use a service token for machines (CF-Access-Client-Id and CF-Access-Client-Secret, sent by your own server). A page of the same team signs in by a navigation first and then sends credentials.',
    },
  ],
};
