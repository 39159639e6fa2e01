import { isLoopbackHost } from './origin.js';

/** Loopback is trustworthy without TLS. https://w3c.github.io/webappsec-mixed-content/#should-block-fetch */
export const isMixedContent = (origin: string, url: URL): boolean =>
  origin.startsWith('https://') && url.protocol === 'http:' && !isLoopbackHost(url.hostname);
