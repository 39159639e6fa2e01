import type { PageRequest, ProbedExchange, Send, WireRequest } from '@corsmith/protocol';
import type { Planned } from '../examine/planned.js';
import { substituteFor } from '../examine/substitute.js';
import type { SeenOutcome } from '../examine/unsent.js';
import { isHarmless } from '../probe/harmless.js';
import type { LayerFacts } from './layers.js';
import { find, type Located, passing } from './wire.js';

/** The wire as it was seen. */
export interface Seen {
  readonly request: PageRequest;
  readonly planned: Planned;
  /** In the order of the diagnosis, as they were. */
  readonly observed: readonly ProbedExchange[];
  /** The same as of a server that was fixed in thought, in order to see what the browser would meet next. */
  readonly exchanges: readonly ProbedExchange[];
  /** What each engine makes of these answers. */
  readonly outcomes: readonly SeenOutcome[];
  /** The front and the servers behind it, outermost first; empty where none was named. */
  readonly layers: readonly LayerFacts[];
  /** Header names that the page wants to read. */
  readonly read: readonly string[];
  /** Stands in the query of every experiment, so that no cache keeps its response for others. */
  readonly key: string;
  /** Set where the page is known to be public, and the server to be on this machine or in its network. */
  readonly localServer?: LocalServer;
}

/** Addresses, as the names resolve. */
export interface LocalServer {
  readonly page: string;
  readonly server: string;
}

/** The response to a browser's request, or what stands for it where it was held back; none where nothing is known. */
export const exchangeFor = (exchanges: readonly ProbedExchange[], wire: WireRequest): Located | undefined =>
  find(exchanges, wire) ?? (isHarmless(wire) ? undefined : substituteFor(exchanges, wire));

/** What the server really answered to the page's preflight. */
export const preflightOf = ({ planned, observed }: Seen): Located | undefined =>
  planned.preflight && find(observed, planned.preflight);

/** What it really answered to the page's own request, or what stands for that. */
export const actualOf = ({ planned, observed }: Seen): Located | undefined =>
  planned.actual && exchangeFor(observed, planned.actual);

/** Answers as the exchanges did. What was never sent, because no browser came that far, is taken to be allowed. */
export const replay =
  (exchanges: readonly ProbedExchange[]): Send =>
  async (wire) => {
    const located = exchangeFor(exchanges, wire);
    if (!located) return passing(wire);
    if (!located.exchange.response) throw located.exchange.failure;
    return located.exchange.response;
  };
