import type { PageRequest, ProbedExchange, Send, WireRequest } from '@corsmith/protocol';
import type { SeenCookie } from '../cookies/judged-cookies.js';
import type { Planned } from '../examine/planned.js';
import { substituteFor } from '../examine/substitute.js';
import type { SeenOutcome } from '../examine/unsent.js';
import { isHarmless } from '../probe/harmless.js';
import type { LayerFacts } from './layer-facts.js';
import { find, type Located, passing } from './wire.js';

/** What was seen on the wire. */
export interface Seen {
  readonly request: PageRequest;
  readonly planned: Planned;
  /** In the order of the diagnosis, unchanged. */
  readonly observed: readonly ProbedExchange[];
  /** The same with the fixes of earlier causes applied, to see what the browser would meet next. */
  readonly exchanges: readonly ProbedExchange[];
  /** What each engine does with these responses. */
  readonly outcomes: readonly SeenOutcome[];
  /** The URL's host and the servers behind it, outermost first; empty if none was named. */
  readonly layers: readonly LayerFacts[];
  /** Header names that the page wants to read. */
  readonly read: readonly string[];
  /** Goes into the query of extra probes, so that no cache serves their responses to others. */
  readonly key: string;
  /** What browsers do with the cookies, if the request has credentials and they are to be judged. */
  readonly cookies?: readonly SeenCookie[];
  /** Set if the same request gets different responses. */
  readonly repetition?: Repetition;
  /** What a WebSocket handshake showed. */
  readonly handshake?: Handshake;
  /** Set if the page is known to be public and the server to be on this machine or in its network. */
  readonly localServer?: LocalServer;
}

/** What the server does with the Origin of a WebSocket handshake, in a sentence. */
export interface Handshake {
  readonly sentence: string;
}

/** Identical requests whose responses the browser judges differently. */
export interface Repetition {
  /** How many were sent, the first one included. */
  readonly sent: number;
  /** How many of them the browser allows; absent for requests that no page sends. */
  readonly allowed?: number;
  /** The method of the repeated request. */
  readonly method: string;
  /** What distinguishes good responses from bad ones, in words. */
  readonly differences: readonly string[];
  /** Indexes of one allowed and one blocked response. */
  readonly examples: readonly number[];
}

/** Addresses, as the names resolve. */
export interface LocalServer {
  readonly page: string;
  readonly server: string;
}

/** The exchange of a browser's request, or its substitute if it was not sent; undefined if nothing is known. */
export const exchangeFor = (exchanges: readonly ProbedExchange[], wire: WireRequest): Located | undefined =>
  find(exchanges, wire) ?? (isHarmless(wire) ? undefined : substituteFor(exchanges, wire));

/** The server's response to the page's preflight, as observed. */
export const preflightOf = ({ planned, observed }: Seen): Located | undefined =>
  planned.preflight && find(observed, planned.preflight);

/** The response to the page's own request, or to its substitute, as observed. */
export const actualOf = ({ planned, observed }: Seen): Located | undefined =>
  planned.actual && exchangeFor(observed, planned.actual);

/** Responds as the exchanges did. A request that was never sent, because no browser got that far, counts as allowed. */
export const replay =
  (exchanges: readonly ProbedExchange[]): Send =>
  async (wire) => {
    const located = exchangeFor(exchanges, wire);
    if (!located) return passing(wire);
    if (!located.exchange.response) throw located.exchange.failure;
    return located.exchange.response;
  };
