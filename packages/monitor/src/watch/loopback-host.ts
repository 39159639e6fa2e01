/** Names of this machine, with any port, since a tunnel may start at another one. */
const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;

/**
 * Whether the Host header names this machine. With DNS rebinding another site's name resolves to loopback, which makes that
 * site's requests same-origin, but the browser still sends the site's name in Host.
 */
export const isLoopbackHost = (host: string | undefined): boolean => LOOPBACK_HOST.test(host ?? '');

/** The body of the response to any other Host. */
export const NOT_LOOPBACK_HOST = 'This server only responds to 127.0.0.1 and localhost.';
