export { responders } from '../responders.js';
export { type AttributedResponse, attributionOf } from './attribution-of.js';
export { bodyMessage } from './body-message.js';
export type { ResponseKind } from './responder.js';
export { retryAfter } from './retry-after.js';
export { adviceOn, reasonOf } from './status.js';
