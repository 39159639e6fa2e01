/** From the lookup of the name to the end of the body, in milliseconds. */
export const TIMEOUT_MS = 10_000;

/** How long a response's body is waited for once its headers are there, in milliseconds: an event stream never ends. */
export const BODY_TIMEOUT_MS = 1000;

/** How long a port that closed a plain connection may take to show that it speaks TLS, in milliseconds. */
export const TLS_TRIAL_MS = 1000;

/** Of the body, as it comes and decoded, in bytes. */
export const BODY_LIMIT = 64 * 1024;

/** Of all header lines of a response together, in bytes: four times what Chrome takes. */
export const HEADER_LIMIT = 1024 * 1024;

/** Of a response's headers, in lines. Bounds what a million empty ones would take in memory. */
export const HEADER_LINES = 32_768;
