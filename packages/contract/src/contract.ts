import type { DirectServer } from '@corsmith/doctor';
import type { HeaderList } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';

/** A contract as read from `cors.yaml`, with variables expanded and defaults set. */
export interface Contract {
  readonly policy: PolicyConfig;
  readonly endpoints: readonly Endpoint[];
  /** The environment it was read for. */
  readonly environment?: string;
  /** Values from the shell, apart from addresses: reports mask them. Absent if there are none. */
  readonly shellValues?: readonly string[];
}

/** A URL and how pages use it. */
export interface Endpoint {
  /** The file, if it is in an included one. */
  readonly file?: string;
  /** Its line there, from 1. */
  readonly line: number;
  /** Its name in reports; default: the URL. */
  readonly name: string;
  /** Absolute, `http:` or `https:`. */
  readonly url: string;
  /** Its own policy, else the contract's. */
  readonly policy: PolicyConfig;
  /** Default `GET`. */
  readonly methods: readonly string[];
  /** Sets of request headers that pages send. Default: one empty set. */
  readonly headers: readonly HeaderList[];
  /** Sent with methods other than GET and HEAD. */
  readonly body?: string;
  /** Whether pages send cookies; each value is tested. Default: as in the policy. */
  readonly credentials: readonly boolean[];
  /** Response headers that pages must be able to read. */
  readonly exposes: readonly string[];
  /** Request headers that Vary must name in every response. */
  readonly vary: readonly string[];
  /** The longest that a preflight response may be cached, in seconds. Default: as in the policy; undefined: any. */
  readonly maxAge?: number;
  /** What must be denied here. */
  readonly denied: Denied;
  /** URLs with error responses, which pages must be able to read too. */
  readonly errorPaths: readonly string[];
  /** Origin servers behind the proxy, which must respond alike. */
  readonly direct: readonly DirectServer[];
  /** Whether to accept any certificate from them. */
  readonly insecureDirect: boolean;
  /** Whether requests that may change data are sent, once for each expectation; else only their preflights are. */
  readonly send: boolean;
}

/** What must be denied at an endpoint, apart from what its policy never allows. The policy allows none of it. */
export interface Denied {
  readonly origins: readonly string[];
  /** For pages of allowed origins, like all that follows. */
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly credentials: boolean;
  /** Response headers that pages must not be able to read. */
  readonly exposes: readonly string[];
}
