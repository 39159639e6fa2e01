import type { BlockStage, PageResponse, WireRequest, WireResponse } from './exchange.js';
import type { Failure } from './failure.js';
import type { FetchRequest } from './fetch-request.js';

/** Where a fetch stands: at a request to put on the wire, or at its end. */
export type Step = Sending | Allowed | Blocked;

/** Continues with `resumeFetch` once there is a response. */
export interface Sending {
  readonly kind: 'sending';
  readonly wire: WireRequest;
  readonly request: FetchRequest;
}

export interface Allowed {
  readonly kind: 'response';
  readonly response: PageResponse;
}

export interface Blocked {
  readonly kind: 'blocked';
  readonly stage: BlockStage;
  readonly failure: Failure;
  /** The request as it stood when it was blocked. */
  readonly request: FetchRequest;
  readonly response?: WireResponse | undefined;
  readonly location?: string | undefined;
}
