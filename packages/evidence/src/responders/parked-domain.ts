import type { Responder } from '../attribution/responder.js';

export const parkedDomain: Responder = {
  id: 'parked-domain',
  responses: [
    {
      kind: 'another-program',
      name: 'the page of a parked domain',
      marks: [
        {
          body: /sedoparking|parkingcrew|bodis\.com|parklogic|above\.com\/marketplace|hugedomains\.com|dan\.com\/buy-domain|This domain (?:is|may be) (?:for sale|parked)|domain is parked|Buy this domain|domain-for-sale|registrar-servers\.com\/parking/i,
        },
        { headers: { server: /^(?:Parking\/|ParkingCrew|sedo)/i } },
      ],
      wayOut: 'The host name leads to a registrar, not to your server: correct the name or its DNS records.',
    },
  ],
};
