import type { EngineName, NetworkFailure } from '@corsmith/protocol';

/** The result of an expectation. */
export type Verdict =
  | { readonly kind: 'holds' }
  | {
      readonly kind: 'broken';
      readonly reason: BrokenReason;
      /** The engines that behave differently than expected. */
      readonly engines: readonly EngineName[];
      /** One sentence. */
      readonly message: string;
      /** If an engine blocks: its code, as in a diagnosis. */
      readonly code?: string;
    }
  | { readonly kind: 'unreachable'; readonly failure: NetworkFailure }
  /** A request that decides it was not sent. */
  | { readonly kind: 'not-verified'; readonly message: string };

export type BrokenReason =
  /** An allowed origin is blocked. */
  | 'blocked'
  /** A denied origin is allowed. */
  | 'not-denied'
  /** A page can't read a response header that the contract exposes. */
  | 'not-exposed'
  /** A page can read a response header that the contract denies. */
  | 'exposed'
  /** Vary lacks a name that the contract requires. */
  | 'vary'
  /** A preflight response may be cached for longer than the contract allows. */
  | 'max-age'
  /** The URL is listed under `errorPaths`, but its response is not an error: it proves nothing about errors. */
  | 'no-error'
  /** The run is strict, and the request itself was not sent. */
  | 'not-verified';
