// The steps of an examination, for those that examine servers in another way: an audit, a contract.
export { isLocalAddress } from './examine/address-space.js';
export { plan } from './examine/planned.js';
export { standIns } from './examine/stand-in.js';
export { cacheMark } from './facts/cache-mark.js';
export { ALLOW_ORIGIN } from './facts/facts.js';
export { replay } from './facts/seen.js';
export { variesByOrigin } from './facts/vary.js';
export { isUnsafe, lines, pathlessKey } from './facts/wire.js';
export { atTheFront } from './probe/at-the-front.js';
export { apart } from './telling/telling-probe.js';
