import type { HarmlessRequest, Probe } from '@corsmith/doctor';
import type { ProbedExchange, ProbedResponse } from '@corsmith/protocol';
import { recorded } from './recorded.js';

export interface SenderOptions {
  /** Requests at the same time; a browser's limit for one host. */
  readonly concurrency: number;
  readonly maxRequests: number;
  readonly progress?: ((sent: number) => void) | undefined;
}

/** Consecutive failures. A single request may fail on its own, for example at a firewall. */
const MAX_FAILURES = 8;
/** So many are kept for the last look at the server, whatever the limit. */
const RESERVE = 4;

/** Why nothing more is sent. */
export type Stop = 'rate-limited' | 'unresponsive' | 'refused';

/** A request, and what it shows. */
export interface Question {
  readonly request: HarmlessRequest;
  readonly why: string;
}

/** Sends the audit's requests and records the exchanges. */
export interface Sender {
  /** The exchange of each request in order; undefined for requests that were not sent. */
  send(questions: readonly Question[], limit?: 'probes' | 'reserve'): Promise<readonly (Located | undefined)[]>;
  readonly exchanges: readonly ProbedExchange[];
  /** Set once nothing more is sent. */
  readonly stopped: Stop | undefined;
  stop(reason: Stop): void;
  /** Whether requests were held back by the limit. */
  readonly isLimited: boolean;
}

/** An exchange with its index in the audit. */
export type Located = ProbedExchange & { readonly index: number };

export type Responded = Located & { readonly response: ProbedResponse };

export const isResponded = (exchange: Located | undefined): exchange is Responded => exchange?.response !== undefined;

export function createSender(probe: Probe, { concurrency, maxRequests, progress }: SenderOptions): Sender {
  const exchanges: ProbedExchange[] = [];
  let begun = 0;
  let failures = 0;
  let isLimited = false;
  let stopped: Stop | undefined;

  async function sendOne({ request, why }: Question, most: number): Promise<Located | undefined> {
    if (stopped !== undefined) return undefined;
    if (begun >= most) {
      isLimited = true;
      return undefined;
    }
    begun++;
    const exchange = await probe.send(request);
    failures = exchange.failure ? failures + 1 : 0;
    if (exchange.response?.status === 429) stopped ??= 'rate-limited';
    else if (failures >= MAX_FAILURES) stopped ??= 'unresponsive';
    const kept = { ...recorded(exchange, exchanges.length), why };
    const index = exchanges.push(kept) - 1;
    progress?.(exchanges.length);
    return { ...kept, index };
  }

  return {
    exchanges,
    get stopped() {
      return stopped;
    },
    get isLimited() {
      return isLimited;
    },
    stop(reason) {
      stopped ??= reason;
    },
    async send(questions, limit = 'probes') {
      const most = limit === 'reserve' ? maxRequests : maxRequests - RESERVE;
      const results: (Located | undefined)[] = questions.map(() => undefined);
      const waiting = questions.entries();
      const work = async () => {
        // The iterator is shared: each takes the next.
        for (const [at, question] of waiting) results[at] = await sendOne(question, most);
      };
      await Promise.all(Array.from({ length: concurrency }, work));
      return results;
    },
  };
}
