import type { Block, EngineName, HeaderList, PageRequest, WireResponse } from '@corsmith/protocol';
import type { ProbedExchange, ProbedResponse } from './diagnosis.js';

/** All that a cause may look at. After a repair the answers are those of the repaired server. */
export interface Facts {
  readonly request: PageRequest;
  /** The engine whose verdict is explained: the first that blocks. */
  readonly engine: EngineName;
  readonly block: Block;
  /** What was sent, in the order of the diagnosis. */
  readonly exchanges: readonly ProbedExchange[];
  /** The exchange that was judged, with its place in `exchanges`; none where nothing was sent. */
  readonly judged?: Located;
  /** The request itself, or a GET in its stead, sent to see whether the server answers it otherwise than its preflight. */
  readonly actual?: Located;
  /** The same exchanges with the servers behind the front, outermost first. */
  readonly layers: readonly LayerFacts[];
  /** Header names that the page wants to read. */
  readonly read: readonly string[];
}

export interface Located {
  readonly index: number;
  readonly exchange: ProbedExchange;
}

export interface LayerFacts {
  readonly name: string;
  readonly preflight?: Located;
  readonly actual?: Located;
}

/** The lines of one name in an answer, as they came. */
export const lines = (response: WireResponse | undefined, name: string): HeaderList =>
  (response?.headers ?? []).filter(([n]) => n.toLowerCase() === name);

/** Whether an answer speaks of CORS at all. */
export const mentionsCors = (response: WireResponse): boolean =>
  response.headers.some(([name]) => name.toLowerCase().startsWith('access-control-'));

/** The judged answer, where the block was decided by one. */
export const judgedAnswer = ({ judged }: Facts): ProbedResponse | undefined => judged?.exchange.response;

/** In words: which answer of the server is spoken of. */
export const answerName = ({ block }: Pick<Facts, 'block'>): string =>
  block.stage === 'preflight' ? 'the answer to the preflight' : 'the answer';
