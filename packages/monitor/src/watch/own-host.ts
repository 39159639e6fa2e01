/** Names of this machine; any port, since a tunnel may begin at another one. */
const OWN_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;

/**
 * Whether a server on loopback was asked for by a name of this machine. A browser sends the name in its address bar: one
 * of somebody else that was made to lead here by DNS (rebinding) makes that page's requests same-origin, so it gets nothing.
 */
export const isOwnHost = (host: string | undefined): boolean => OWN_HOST.test(host ?? '');

/** To who asks by another name. */
export const NOT_OWN_HOST = 'This server answers to 127.0.0.1 and localhost only.';
