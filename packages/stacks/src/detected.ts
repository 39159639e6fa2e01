/** A stack that was recognised in the answers. */
export interface RecognisedStack {
  readonly id: string;
  readonly evidence: readonly string[];
}

/** What a layer does to the CORS headers of the server behind it. */
export type Spoiling = 'stripped' | 'overwritten' | 'doubled' | 'answered' | 'cached';
