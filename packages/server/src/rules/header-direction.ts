const RESPONSE_ONLY = new Set(
  `access-control-allow-credentials access-control-allow-headers access-control-allow-methods access-control-allow-origin
  access-control-allow-private-network access-control-expose-headers access-control-max-age age allow
  content-security-policy etag last-modified location proxy-authenticate retry-after server set-cookie set-cookie2
  strict-transport-security timing-allow-origin vary www-authenticate x-powered-by`.split(/\s+/),
);

const REQUEST_ONLY = new Set(
  `accept accept-charset accept-encoding accept-language access-control-request-headers access-control-request-method
  authorization cookie cookie2 expect host if-match if-modified-since if-none-match if-range if-unmodified-since origin
  proxy-authorization referer te user-agent`.split(/\s+/),
);

/** Headers that only responses have; the name in lower case. */
export const belongsToResponses = (name: string): boolean => RESPONSE_ONLY.has(name);

/** Headers that only requests have; the name in lower case. */
export const belongsToRequests = (name: string): boolean => REQUEST_ONLY.has(name) || name.startsWith('sec-');
