import type { HarmlessRequest, Probe } from '@corsmith/doctor';
import type { ProbedExchange } from '@corsmith/protocol';

export interface SenderOptions {
  /** Requests at the same time; a browser's limit for one host. */
  readonly concurrency: number;
  readonly maxRequests: number;
  readonly progress?: ((sent: number) => void) | undefined;
}

/** Consecutive failures. A single request may fail on its own, for example at a firewall. */
const MAX_FAILURES = 8;

/** Sends the audit's requests and records the exchanges. */
export interface Sender {
  /** The exchange of each request in order; undefined for requests that were not sent. */
  send(requests: readonly HarmlessRequest[]): Promise<readonly (Located | undefined)[]>;
  readonly exchanges: readonly ProbedExchange[];
  readonly unsent: number;
  /** Set once the server has responded with 429 or stopped responding: nothing is sent after that. */
  readonly stopped: 'rate-limited' | 'unresponsive' | undefined;
}

/** An exchange with its index in the audit. */
export interface Located extends ProbedExchange {
  readonly index: number;
}

export function createSender(probe: Probe, { concurrency, maxRequests, progress }: SenderOptions): Sender {
  const exchanges: ProbedExchange[] = [];
  let begun = 0;
  let unsent = 0;
  let failures = 0;
  let stopped: Sender['stopped'];

  async function sendOne(request: HarmlessRequest): Promise<Located | undefined> {
    if (stopped !== undefined || begun >= maxRequests) {
      unsent++;
      return undefined;
    }
    begun++;
    const exchange = await probe.send(request);
    failures = exchange.failure ? failures + 1 : 0;
    if (exchange.response?.status === 429) stopped = 'rate-limited';
    else if (failures >= MAX_FAILURES) stopped ??= 'unresponsive';
    const index = exchanges.push(recorded(exchange, exchanges.length)) - 1;
    progress?.(exchanges.length);
    return { ...exchanges[index]!, index };
  }

  return {
    exchanges,
    get unsent() {
      return unsent;
    },
    get stopped() {
      return stopped;
    },
    async send(requests) {
      const results: (Located | undefined)[] = requests.map(() => undefined);
      let next = 0;
      const work = async () => {
        for (let at = next++; at < requests.length; at = next++) results[at] = await sendOne(requests[at]!);
      };
      await Promise.all(Array.from({ length: concurrency }, work));
      return results;
    },
  };
}

/** The first responses identify the server: their bodies are recorded. */
const WITH_BODY = 3;
/** Header lines, and characters of a value: longer than any origin. */
const MAX_LINES = 100;
const MAX_VALUE_LENGTH = 1000;

/** An exchange as it is recorded: there may be hundreds, from a hostile server. */
function recorded(exchange: ProbedExchange, index: number): ProbedExchange {
  const { response } = exchange;
  if (!response) return exchange;
  const relevant = response.headers.filter(([name]) => RELEVANT.test(name));
  const lines = response.headers.length > MAX_LINES ? relevant.slice(0, MAX_LINES) : response.headers;
  const headers = lines.map(([name, value]) => [copy(name), copy(value.slice(0, MAX_VALUE_LENGTH))] as const);
  const body = index < WITH_BODY ? {} : { bodyStart: '', bodyTruncated: true };
  return { ...exchange, response: { ...response, headers, ...body } };
}

const RELEVANT = /^(?:access-control-.*|vary|cache-control|age|x-cache.*|location|server|x-powered-by)$/i;

/** A substring would keep the whole string in memory. */
const copy = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');
