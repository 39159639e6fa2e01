import { meaningOf, type Outcome, type PageRequest } from '@corsmith/protocol';
import { engines } from './engines/catalogue.js';

/**
 * Why a request was blocked: the `cause` of what `fetch` throws. Its message is what the browser prints to its console, or
 * says in plain words what happened where a browser prints nothing.
 */
export class BlockedError extends Error {
  override readonly name = 'BlockedError';
  readonly #outcome: Outcome;

  constructor(page: PageRequest, outcome: Outcome) {
    const failure = outcome.exchanges.at(-1)?.failure;
    super(
      outcome.messages.length > 0 ? outcome.messages.join('\n') : meaningOfBlock(page, outcome),
      failure === undefined ? {} : { cause: failure },
    );
    this.#outcome = outcome;
    // Where it was thrown tells the error whose cause it is.
    this.stack = `${this.name}: ${this.message}`;
  }

  /** All that `simulate` knows of it: what was sent, what was answered, what blocked it. */
  get outcome(): Outcome {
    return this.#outcome;
  }

  /** The lines that the browser prints to its console. */
  get messages(): readonly string[] {
    return this.#outcome.messages;
  }
}

/** What blocked it, in plain words. */
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

/** What the page gets to see of a request that was blocked. */
export function pageError(page: PageRequest, outcome: Outcome): Error {
  const { failed, refused } = engines[outcome.engine];
  const { block } = outcome;
  const error = (block?.stage === 'request' ? refused({ code: block.code, page }) : undefined) ?? new TypeError(failed);
  Object.defineProperty(error, 'cause', { value: new BlockedError(page, outcome), configurable: true, writable: true });
  return error;
}
