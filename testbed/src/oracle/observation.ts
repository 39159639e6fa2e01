import type { HeaderList } from '@corsmith/protocol';

/** What became of a case, seen in a browser or foretold: the same shape for both, in placeholders. */
export interface Observation {
  readonly steps: readonly StepOutcome[];
  /** Every request that reached a server, in order. */
  readonly sent: readonly Sent[];
}

export interface StepOutcome {
  /** When the step began, in milliseconds. Not compared. */
  readonly at: number;
  readonly outcome: ReadableOutcome;
  /** Names in lower case, sorted, one line a name. Elements read none. */
  readonly headers: HeaderList;
  readonly messages: readonly string[];
  /** What the page was thrown, as text. Compared where it is foretold. */
  readonly error?: string;
}

/** `loaded`: of an element, which learns no more. */
export type ReadableOutcome =
  | {
      readonly kind: 'response';
      readonly type?: string;
      readonly status: number;
      readonly url: string;
      readonly redirected?: boolean;
    }
  | { readonly kind: 'loaded' }
  | { readonly kind: 'blocked' }
  /** The page waited for nothing. */
  | { readonly kind: 'timeout' }
  /** Predicted only: it takes the page with it, so no browser runs it. */
  | { readonly kind: 'crash' }
  /** `simulate` threw: always a disagreement. */
  | { readonly kind: 'error'; readonly message: string };

export interface Sent {
  readonly kind: 'preflight' | 'actual';
  readonly method: string;
  readonly url: string;
  /** Origin, what a preflight lists, Content-Type, and what the page set; names in lower case, sorted. */
  readonly headers: HeaderList;
  readonly body: string;
}

/** Names in lower case, lines of one name joined, sorted by name. */
export function sortedHeaders(headers: HeaderList): HeaderList {
  const joined = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = joined.get(key);
    joined.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return [...joined].sort(([a], [b]) => (a < b ? -1 : 1));
}
