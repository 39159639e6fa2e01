import type { HeaderList, WireRequest } from './exchange.js';

/** The engines whose verdict counts for people. */
export type Browser = 'chromium' | 'firefox' | 'webkit';

export const BROWSERS: readonly Browser[] = ['chromium', 'firefox', 'webkit'];

/** A value for each browser. */
export const byBrowser = <T>(of: (browser: Browser) => T): Readonly<Record<Browser, T>> => ({
  chromium: of('chromium'),
  firefox: of('firefox'),
  webkit: of('webkit'),
});

/** Why there is no response. */
export type NetworkFailureId =
  | 'dns-failure'
  | 'connection-refused'
  | 'connection-reset'
  | 'timeout'
  | 'tls-failure'
  | 'protocol-failure'
  /** Nothing was sent: a redirect leads to a link-local or metadata address. */
  | 'not-followed';

export interface NetworkFailure {
  readonly id: NetworkFailureId;
  /** The socket's own code, such as ECONNREFUSED or CERT_HAS_EXPIRED; the probe's where the socket has none, such as TIMEOUT. */
  readonly code: string;
  /** A sentence that a person can act on. */
  readonly message: string;
}

/** A response as received. */
export interface ProbedResponse {
  readonly status: number;
  /** Raw lines in order, duplicates kept. Over HTTP/2 in lower case; over HTTP/1.1 a name may be no token. */
  readonly headers: HeaderList;
  readonly httpVersion: '1.0' | '1.1' | '2';
  /** The beginning of the decoded body, as UTF-8 text; for detecting error pages. Empty if it can't be decoded. */
  readonly bodyStart: string;
  /** Whether there is more of the body than that: cut off at a limit of size or time, broken off or not decoded. */
  readonly bodyTruncated: boolean;
}

/** One request that was really sent, with its response or failure. */
export type ProbedExchange = Probed &
  (
    | { readonly response: ProbedResponse; readonly failure?: never }
    | { readonly failure: NetworkFailure; readonly response?: never }
  );

/** What both have. */
interface Probed {
  readonly request: WireRequest;
  /** From the first byte sent to the end of the response's headers, or to the failure, in milliseconds. */
  readonly durationMs: number;
  /** `front` is the URL's host; `direct` is a server named with `--direct`. */
  readonly layer: string;
  /** Why it was sent if a browser would not have sent it: an extra probe. */
  readonly why?: string;
  /** The browsers that send it, if only some do; empty if only the standard does. */
  readonly browsers?: readonly Browser[];
}
