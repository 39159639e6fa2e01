/**
 * The servers of all contenders, in a process of their own: scripted ones on loopback. Sends the parent the page's origin
 * and its requests, and ends with it.
 */
import { startWorld } from '@corsmith/testbed/dist/servers/world.js';
import { casesOf, type PageRequests, requestsOf } from './exchanges.js';

export interface Served {
  readonly origin: string;
  readonly cases: readonly PageRequests[];
}

const [seed = '', count] = process.argv.slice(2);
const world = await startWorld();
const origin = world.origins.app;
const cases = casesOf(seed, Number(count)).map((one) => requestsOf(one, world.stage(one.script), origin));
process.send?.({ origin, cases } satisfies Served);
process.on('disconnect', () => process.exit());
