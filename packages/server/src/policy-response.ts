import type { HeaderList } from '@corsmith/protocol';
import type { Denial } from './denial.js';

/** How to handle a request. */
export interface PolicyResponse {
  /**
   * `preflight`: it ends here, with `status` and no body. `actual`: the server handles it, allowed or not, because CORS
   * protects responses, it does not stop requests. `not-cors`: as `actual`, for a request without `Origin`.
   */
  readonly kind: 'preflight' | 'actual' | 'not-cors';
  /** Undefined if it is not a preflight. */
  readonly status: 204 | undefined;
  /** Set these on the response, replacing any of the same name. */
  readonly headers: HeaderList;
  /** Remove these from the response unless they are in `headers`, whatever set them: browsers would use them. */
  readonly remove: readonly string[];
  /** Names to add to Vary, joined by `, `, or empty. */
  readonly vary: string;
  readonly allowed: boolean;
  /** Undefined if it is allowed. */
  readonly denial: Denial | undefined;
}
