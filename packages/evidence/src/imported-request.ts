import type { PageRequest, WireRequest, WireResponse } from '@corsmith/protocol';

export type ImportSource =
  | 'har'
  | 'playwright-trace'
  | 'curl'
  | 'curl-output'
  | 'wget'
  | 'httpie'
  | 'raw-http'
  | 'devtools-headers'
  | 'powershell'
  | 'fetch'
  | 'code'
  | 'collection'
  /** A URL alone. */
  | 'url';

/** A request of a page, as a browser's developer tools copied or saved it. Nothing of it is masked. */
export interface ImportedRequest {
  readonly source: ImportSource;
  /** As the page made it, without what the browser added. `origin` is absent where the text does not show it. */
  readonly request: Omit<PageRequest, 'origin'> & { readonly origin?: string };
  /** The names of those of its headers whose values are secrets, as they are written. */
  readonly secrets: readonly string[];
  /** What went over the wire, where that was saved too: preflights, redirects and responses, in order. */
  readonly recorded?: readonly RecordedExchange[];
  /** The browser that recorded it. */
  readonly engine?: 'chromium' | 'firefox' | 'webkit';
  /** What is not as it was in the page, each a sentence: cookies that are left out, a body that stands in a file. */
  readonly notes: readonly string[];
}

export interface RecordedExchange {
  readonly request: Omit<WireRequest, 'credentials' | 'body'>;
  /** Absent where none came, or where the browser did not save it. */
  readonly response?: WireResponse;
  /** What the browser says of it: `net::ERR_FAILED`. */
  readonly error?: string;
}
