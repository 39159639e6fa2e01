import type { HarmlessRequest, Probe } from '@corsmith/doctor';
import type { ProbedExchange } from '@corsmith/protocol';

export interface Asking {
  /** At the same time; a browser has as many to one host. */
  readonly concurrency: number;
  readonly maxRequests: number;
  readonly progress?: ((sent: number) => void) | undefined;
}

/** In a row. One request may fail for its own sake, such as for a firewall that dislikes it. */
const MOST_FAILURES = 8;

/** What was sent, and what was not. */
export interface Asker {
  /** The exchange of each request in their order; undefined for those that were not sent. */
  ask(requests: readonly HarmlessRequest[]): Promise<readonly (Located | undefined)[]>;
  readonly exchanges: readonly ProbedExchange[];
  readonly unsent: number;
  /** Set once the server has asked for fewer requests (429), or gives no more answers: none is sent after that. */
  readonly stopped: 'unwelcome' | 'silent' | undefined;
}

/** An exchange with its place in the audit. */
export interface Located extends ProbedExchange {
  readonly index: number;
}

export function createAsker(probe: Probe, { concurrency, maxRequests, progress }: Asking): Asker {
  const exchanges: ProbedExchange[] = [];
  let begun = 0;
  let unsent = 0;
  let failures = 0;
  let stopped: Asker['stopped'];

  async function askOne(request: HarmlessRequest): Promise<Located | undefined> {
    if (stopped !== undefined || begun >= maxRequests) {
      unsent++;
      return undefined;
    }
    begun++;
    const exchange = await probe.send(request);
    failures = exchange.failure ? failures + 1 : 0;
    if (exchange.response?.status === 429) stopped = 'unwelcome';
    else if (failures >= MOST_FAILURES) stopped ??= 'silent';
    const index = exchanges.push(kept(exchange, exchanges.length)) - 1;
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
    async ask(requests) {
      const answers: (Located | undefined)[] = requests.map(() => undefined);
      let next = 0;
      const work = async () => {
        for (let at = next++; at < requests.length; at = next++) answers[at] = await askOne(requests[at]!);
      };
      await Promise.all(Array.from({ length: concurrency }, work));
      return answers;
    },
  };
}

/** The first answers tell what the server is: their bodies are kept. */
const WITH_BODY = 3;
/** Of headers, in lines, and of each value, in characters: an origin is not as long. What is beyond shows nothing. */
const MOST_LINES = 100;
const LONGEST_VALUE = 1000;

/** An answer as it is kept: there may be hundreds, of a server that means no good. */
function kept(exchange: ProbedExchange, index: number): ProbedExchange {
  const { response } = exchange;
  if (!response) return exchange;
  const telling = response.headers.filter(([name]) => TELLING.test(name));
  const lines = response.headers.length > MOST_LINES ? telling.slice(0, MOST_LINES) : response.headers;
  const headers = lines.map(([name, value]) => [copy(name), copy(value.slice(0, LONGEST_VALUE))] as const);
  const body = index < WITH_BODY ? {} : { bodyStart: '', bodyTruncated: true };
  return { ...exchange, response: { ...response, headers, ...body } };
}

const TELLING = /^(?:access-control-.*|vary|cache-control|age|x-cache.*|location|server|x-powered-by)$/i;

/** A part of a text keeps the whole of it in memory. */
const copy = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');
