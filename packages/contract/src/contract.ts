import type { DirectServer } from '@corsmith/doctor';
import type { HeaderList } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';

/** What a team promises about its servers, as read from `cors.yaml`: every variable is filled in, every default is set. */
export interface Contract {
  readonly policy: PolicyConfig;
  readonly endpoints: readonly Endpoint[];
  /** Origins that no policy of the contract lets in, and that are tried. */
  readonly denied: readonly string[];
  /** The environment that it was read for. */
  readonly environment?: string;
  /** Values that came from the shell, addresses aside: no report shows them. Absent where there are none. */
  readonly shellValues?: readonly string[];
}

/** One URL, and how pages use it. */
export interface Endpoint {
  /** Where it stands in the contract, from 1. */
  readonly line: number;
  /** As a report calls it; default: the URL. */
  readonly name: string;
  /** Absolute, `http:` or `https:`. */
  readonly url: string;
  /** Its own policy, or else the contract's. */
  readonly policy: PolicyConfig;
  /** Default `GET`. */
  readonly methods: readonly string[];
  /** The headers that pages set, once for each kind of request. Default one request without any. */
  readonly headers: readonly HeaderList[];
  /** Goes with methods other than GET and HEAD. */
  readonly body?: string;
  /** Whether pages send cookies: each is tried. Default what the policy says. */
  readonly credentials: readonly boolean[];
  /** Response headers that pages must be able to read. */
  readonly exposes: readonly string[];
  /** URLs whose answers are errors, which pages must be able to read too. */
  readonly errorPaths: readonly string[];
  /** Servers behind the front, which must answer alike. */
  readonly direct: readonly DirectServer[];
  /** Whether any certificate will do of those. */
  readonly insecureDirect: boolean;
  /** Whether requests that may change data are sent, once for each expectation, and not only their preflights. */
  readonly send: boolean;
}
