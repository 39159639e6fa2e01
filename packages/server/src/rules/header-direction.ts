const RESPONSE_ONLY =
  /^(?:access-control-(?!request)[a-z-]+|content-security-policy|etag|last-modified|location|retry-after|server|set-cookie|strict-transport-security|vary|www-authenticate|x-powered-by)$/;

const REQUEST_ONLY =
  /^(?:accept|accept-(?:charset|encoding|language)|access-control-request-[a-z-]+|cookie|expect|host|if-[a-z-]+|origin|referer|sec-[a-z-]+|te|user-agent)$/;

/** Headers that only responses have; the name is lowercase. */
export const belongsToResponses = (name: string): boolean => RESPONSE_ONLY.test(name);

/**
 * Headers that only requests have. Not Authorization: servers return tokens in it, and pages may read it. The name is lowercase.
 */
export const belongsToRequests = (name: string): boolean => REQUEST_ONLY.test(name);
