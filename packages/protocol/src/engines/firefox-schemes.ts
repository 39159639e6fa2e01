/** Schemes that a page may not load from at all; Firefox says nothing about CORS where it tries. */
const CLOSED = ['blob', 'chrome', 'file', 'moz-extension', 'resource', 'ws', 'wss'];

export const isClosed = (scheme: string): boolean => CLOSED.includes(scheme);

/** Those, and two from which a page can load, but to which a server can't send it. */
export const isClosedToRedirects = (scheme: string): boolean => [...CLOSED, 'data', 'javascript'].includes(scheme);
