/** The ids of the causes that a preflight's status tells of, the most likely first. */
export function causesOfRefusal(status: number): readonly string[] {
  if (status < 200 || (status >= 300 && status <= 399)) return ['preflight-redirected'];
  switch (status) {
    case 401:
    case 407:
      return ['preflight-needs-auth'];
    // Some CORS layers refuse an origin that they do not know with 403.
    case 403:
      return ['preflight-needs-auth', 'origin-not-allowed', 'challenge'];
    case 404:
      return ['preflight-not-handled', 'route-missing'];
    // nginx's own: the client went away before there was an answer.
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

/** Where preflights are answered 2xx and the request never comes: the log does not tell which header is at fault. */
export const CAUSES_OF_SILENCE: readonly string[] = [
  'no-allow-origin',
  'origin-not-allowed',
  'header-not-allowed',
  'method-not-allowed',
  'preflight-not-handled',
];
