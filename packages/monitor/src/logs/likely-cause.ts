/** There is always one that may be. */
export type LikelyCauses = readonly [id: string, ...others: string[]];

/** The ids of the causes that a preflight's status indicates, the most likely first. */
export function causesOfStatus(status: number): LikelyCauses {
  if (status < 200 || (status >= 300 && status <= 399)) return ['preflight-redirected'];
  switch (status) {
    case 401:
    case 407:
      return ['preflight-needs-auth'];
    // Some CORS middleware denies an unknown origin with 403.
    case 403:
      return ['preflight-needs-auth', 'origin-not-allowed', 'challenge'];
    case 404:
      return ['preflight-not-handled', 'route-missing'];
    // The client closed the connection: 460 (AWS ALB), 499 (nginx).
    case 460:
    case 499:
    case 408:
      return ['timeout', 'gateway-error'];
    case 429:
      return ['challenge', 'gateway-error'];
    case 501:
      return ['preflight-not-handled'];
    default:
      return status >= 502
        ? ['gateway-error']
        : status === 500
          ? ['preflight-not-handled', 'gateway-error']
          : ['preflight-not-handled'];
  }
}

/** If preflights get 2xx but the request never follows: the log does not show which header is wrong. */
export const CAUSES_OF_SILENCE: LikelyCauses = [
  'no-allow-origin',
  'origin-not-allowed',
  'header-not-allowed',
  'method-not-allowed',
  'preflight-not-handled',
];
