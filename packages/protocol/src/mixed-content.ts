/** `localhost`, `*.localhost`, 127.0.0.0/8 and [::1]: trustworthy without TLS. */
export function isLoopbackHost(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(hostname)
  );
}

/** https://w3c.github.io/webappsec-mixed-content/#should-block-fetch */
export const isMixedContent = (origin: string, url: URL): boolean =>
  origin.startsWith('https://') && url.protocol === 'http:' && !isLoopbackHost(url.hostname);
