export const ALLOW_ORIGIN = 'access-control-allow-origin';
export const ALLOW_CREDENTIALS = 'access-control-allow-credentials';
export const EXPOSE_HEADERS = 'access-control-expose-headers';
export const ALLOW_METHODS = 'access-control-allow-methods';
export const ALLOW_HEADERS = 'access-control-allow-headers';
export const MAX_AGE = 'access-control-max-age';

/** What a denied response must not carry: the first decides, the others have no effect without it. */
export const RESPONSE_HEADERS: readonly string[] = [ALLOW_ORIGIN, ALLOW_CREDENTIALS, EXPOSE_HEADERS];

/** What only the policy may set on the response to a preflight. */
export const PREFLIGHT_HEADERS: readonly string[] = [...RESPONSE_HEADERS, ALLOW_METHODS, ALLOW_HEADERS, MAX_AGE];
