export type { App } from './apps/app.js';
export { BlockedError } from './blocked-error.js';
export type { CookieJar } from './cookies.js';
export { createFetch } from './create-fetch.js';
export type { FetchOptions } from './options.js';
