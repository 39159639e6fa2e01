import { codeOf, meaningOf, type Outcome, type PageRequest } from '@corsmith/protocol';
import { engines } from './engines/catalogue.js';
import type { PageCall } from './page-call.js';

/**
 * Why a request was blocked: the `cause` of what `fetch` throws. Its message is what the browser prints to its console, or
 * a plain explanation if the browser prints nothing.
 */
export class BlockedError extends Error {
  override readonly name = 'BlockedError';
  readonly #outcome: Outcome;

  constructor(page: PageRequest, outcome: Outcome) {
    const failure = outcome.exchanges.at(-1)?.failure;
    super(
      outcome.messages.length > 0 ? outcome.messages.join('\n') : meaningOfBlock(page, outcome) + ofParser(failure),
      failure === undefined ? {} : { cause: failure },
    );
    this.#outcome = outcome;
    // The error whose cause this is has the stack.
    this.stack = `${this.name}: ${this.message}`;
  }

  /** Everything that `simulate` knows: requests, responses, and what blocked it. */
  get outcome(): Outcome {
    return this.#outcome;
  }

  /** The lines that the browser prints to its console. */
  get messages(): readonly string[] {
    return this.#outcome.messages;
  }
}

/** Why it was blocked, in plain words. */
export function meaningOfBlock({ origin }: PageRequest, { block, exchanges }: Outcome): string {
  if (!block) return '';
  const { code, stage, parameter, exchange } = block;
  const judged = exchanges[exchange];
  return meaningOf({
    kind: 'error',
    text: '',
    code,
    stage,
    origin,
    ...(parameter === undefined ? {} : { parameter }),
    ...(judged ? { url: judged.request.url } : {}),
    ...(judged?.response ? { status: judged.response.status } : {}),
  });
}

/** What the page sees of a blocked request. */
export function pageError(call: PageCall, outcome: Outcome): Error {
  const error = refusedInPage(call, outcome) ?? new TypeError(engines[outcome.engine].failed);
  Object.defineProperty(error, 'cause', {
    value: new BlockedError(call.page, outcome),
    configurable: true,
    writable: true,
  });
  return error;
}

/** What the engine throws for arguments that it refuses; undefined if it accepts them. */
export const refusedInPage = (call: PageCall, { engine, block }: Outcome): Error | undefined =>
  block?.stage === 'request' ? engines[engine].refused({ ...call, code: block.code }) : undefined;

/** Node reads responses more strictly than browsers do. */
function ofParser(failure: unknown): string {
  for (let error = failure; error instanceof Error; error = error.cause) {
    const code = codeOf(error);
    if (code?.startsWith('HPE_'))
      return ` Node’s HTTP parser refused the response (${code}: ${error.message}). Browsers may accept it.`;
  }
  return '';
}
