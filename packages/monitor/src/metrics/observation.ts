import type { DenialReason } from '@corsmith/server';

/**
 * Why a page is kept from an answer: what the policy says of it, or where only the answer is known, the cause that it
 * shows. `none` where it is allowed, `other` where it was no browser that asked.
 */
export type Reason =
  | DenialReason
  | 'none'
  | 'no-allow-origin'
  | 'origin-mismatch'
  | 'invalid-allow-origin'
  | 'multiple-origins-in-header'
  | 'wildcard-with-credentials'
  | 'credentials-not-allowed'
  | 'malformed-allow-list'
  | 'preflight-not-handled'
  | 'preflight-needs-auth'
  | 'preflight-redirected'
  | 'server-error'
  | 'other';

/** Empty where the status is not known. */
export type StatusClass = '' | '1xx' | '2xx' | '3xx' | '4xx' | '5xx';

/** One request from a page of another origin, with what became of it. */
export interface Observation {
  readonly kind: 'preflight' | 'actual';
  readonly reason: Reason;
  /** Whatever a stranger sent. */
  readonly origin: string;
  readonly status?: number;
  /** As the application names it; not the path, which strangers choose. */
  readonly route?: string;
  /** From the request's arrival to the end of the answer. */
  readonly seconds?: number;
}

/** The labels of a time series. Each has few values, whatever strangers send. */
export interface CorsLabels {
  readonly outcome: 'allowed' | 'denied';
  readonly reason: Reason;
  readonly status_class: StatusClass;
  /** Empty where the application names none. */
  readonly route: string;
}

export const statusClassOf = (status: number | undefined): StatusClass =>
  status !== undefined && status >= 100 && status < 600 ? (`${Math.floor(status / 100)}xx` as StatusClass) : '';
