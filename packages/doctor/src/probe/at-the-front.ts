import type { Probe } from './probe.js';

/** Whichever server it asks, here it is the one that answers. */
export const atTheFront = (probe: Probe): Probe => ({
  ...probe,
  send: async (request) => ({ ...(await probe.send(request)), layer: 'front' }),
});
