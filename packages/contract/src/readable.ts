/** Pages can read these in every response. https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name */
export const ALWAYS_READABLE: ReadonlySet<string> = new Set(
  'cache-control content-language content-length content-type expires last-modified pragma'.split(' '),
);
