// The steps of an examination, for other ways to examine servers: an audit, a contract.
export { isLocalAddress } from './examine/address-space.js';
export { plan } from './examine/planned.js';
export { responseTo, type SeenOutcome, unknownBecause, withUnsent } from './examine/unsent.js';
export { apart } from './extra-probes/extra-probe.js';
export { cacheMark } from './facts/cache-mark.js';
export { ALLOW_ORIGIN } from './facts/facts.js';
export { variesByOrigin } from './facts/vary.js';
export { lines, pathlessKey, wireKey } from './facts/wire.js';
export { atTheFront } from './probe/at-the-front.js';
export { startDeadline, TimeLimitReached, within } from './probe/deadline.js';
export { harmless, isHarmless } from './probe/harmless.js';
export { handshake, isHandshake, type OpenOptions, openWebSocket } from './probe/websocket.js';
