import { meaningOf, type Outcome, type PageRequest } from '@corsmith/protocol';
import { engines } from './engines/catalogue.js';
import type { Asked } from './page-request.js';

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
      outcome.messages.length > 0 ? outcome.messages.join('\n') : meaningOfBlock(page, outcome) + ofParser(failure),
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
export function pageError(asked: Asked, outcome: Outcome): Error {
  const error = refusedInPage(asked, outcome) ?? new TypeError(engines[outcome.engine].failed);
  Object.defineProperty(error, 'cause', {
    value: new BlockedError(asked.page, outcome),
    configurable: true,
    writable: true,
  });
  return error;
}

/** What the engine throws for arguments that it refuses; undefined where it does not refuse them. */
export const refusedInPage = (asked: Asked, { engine, block }: Outcome): Error | undefined =>
  block?.stage === 'request' ? engines[engine].refused({ ...asked, code: block.code }) : undefined;

/** Node reads responses more strictly than browsers do. */
function ofParser(failure: unknown): string {
  for (let error = failure; error instanceof Error; error = error.cause) {
    const { code } = error as { code?: unknown };
    if (typeof code === 'string' && code.startsWith('HPE_'))
      return ` Node’s HTTP parser refused the response (${code}: ${error.message}). Browsers may accept it.`;
  }
  return '';
}
