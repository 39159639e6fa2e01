import type { Probe } from './probe.js';

/** Labels every response as the front's, whichever server sent it. */
export const atTheFront = (probe: Probe): Probe => ({
  ...probe,
  send: async (request) => ({ ...(await probe.send(request)), layer: 'front' }),
});
