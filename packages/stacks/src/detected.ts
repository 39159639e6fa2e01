import type { StackId } from './stack-ids.js';

/** A stack that was recognised in the answers. */
export interface DetectedStack {
  readonly id: StackId;
  readonly evidence: readonly string[];
}

/** What a layer does to the CORS headers of the server behind it. */
export type ProxyFault = 'stripped' | 'overwritten' | 'doubled' | 'answered' | 'cached';
