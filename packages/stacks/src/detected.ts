import type { StackId } from './stack-ids.js';

/** A stack that was detected in the responses. */
export interface DetectedStack {
  readonly id: StackId;
  readonly evidence: readonly string[];
}

/** What a proxy does to the upstream's CORS headers. */
export type ProxyFault = 'stripped' | 'overwritten' | 'doubled' | 'intercepted' | 'cached';
