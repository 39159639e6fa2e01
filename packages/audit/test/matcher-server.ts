import type { Script } from '../../doctor/test/scripted-server.js';

/** What a server with this list answers: the same to a preflight and to the request. */
export const answering =
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
