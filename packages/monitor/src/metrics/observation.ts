import type { DenialReason } from '@corsmith/server';

/**
 * Why a browser blocks the response: the policy's reason, or if only the response is known, the cause it shows. `none` if it is
 * allowed, `other` if no browser sends such a request.
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

/** Empty if the status is not known. */
export type StatusClass = '' | (typeof CLASSES)[number];

const CLASSES = ['1xx', '2xx', '3xx', '4xx', '5xx'] as const;

/** A cross-origin request and its outcome. */
export interface Observation {
  readonly kind: 'preflight' | 'actual';
  readonly reason: Reason;
  /** The Origin header. Anyone can send anything here. */
  readonly origin: string;
  readonly status?: number;
  /** The application's name for the route (`/users/:id`), not the path, which clients choose. */
  readonly route?: string;
  /** From the request's arrival to the end of the response. */
  readonly seconds?: number;
}

/** The labels of a time series. Each has few values, whatever clients send. */
export interface CorsLabels {
  readonly outcome: 'allowed' | 'denied';
  readonly reason: Reason;
  readonly status_class: StatusClass;
  /** Empty if the application names none. */
  readonly route: string;
}

export const statusClassOf = (status: number | undefined): StatusClass =>
  (status !== undefined && CLASSES[Math.floor(status / 100) - 1]) || '';
