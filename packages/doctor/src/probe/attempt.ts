import type { Stage } from './open-socket.js';

/** What a failure's sentence speaks of. */
export interface Attempt {
  readonly host: string;
  /** `host:port`, with brackets where the host is an address of IPv6. */
  readonly target: string;
  readonly stage: Stage;
  readonly timeoutMs: number;
}
