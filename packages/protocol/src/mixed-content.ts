import { isLoopbackHost } from './origin.js';
import type { Url } from './url.js';

/** Loopback is trustworthy without TLS. https://w3c.github.io/webappsec-mixed-content/#should-block-fetch */
export const isMixedContent = (origin: string, url: Url): boolean =>
  origin.startsWith('https://') && url.protocol === 'http:' && !isLoopbackHost(new URL(url.href).hostname);
