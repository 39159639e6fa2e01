import type { Script } from '../../doctor/test/scripted-server.js';

/** A server with this check, which sends the same headers with the preflight response. */
export const serverThat =
  (allows: (origin: string) => boolean, extra: readonly (readonly [string, string])[] = []): Script =>
  ({ headers: { origin } }) => ({
    status: 200,
    headers: [['Vary', 'Origin'], ...(origin !== undefined && allows(origin) ? allowing(origin) : []), ...extra],
  });

export const allowing = (origin: string): readonly (readonly [string, string])[] => [
  ['Access-Control-Allow-Origin', origin],
  ['Access-Control-Allow-Credentials', 'true'],
  ['Access-Control-Allow-Methods', 'PUT'],
  ['Access-Control-Allow-Headers', 'content-type'],
];
