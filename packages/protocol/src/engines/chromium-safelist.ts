import { byteLowercase } from '../header-list.js';
import { isCorsSafelistedRequestHeader, SAFELISTED_VALUE_LIMIT } from '../safelist.js';

/** Client hints that Chromium adds to the safelist, with the values that it takes. */
const CLIENT_HINTS: Readonly<Record<string, RegExp>> = {
  'device-memory': /^\d+(\.\d+)?$/,
  downlink: /^\d+(\.\d+)?$/,
  dpr: /^\d+(\.\d+)?$/,
  ect: /^(slow-2g|2g|3g|4g)$/,
  rtt: /^\d+$/,
  'viewport-width': /^\d+$/,
  width: /^\d+$/,
};

/** Not on the safelist of the standard, and not dropped on redirects. */
const OTHERS: Readonly<Record<string, RegExp>> = { intervention: /^/, 'save-data': /^on$/i };

export const CLIENT_HINT_NAMES = Object.keys(CLIENT_HINTS);

export function isChromiumSafelisted(name: string, value: string): boolean {
  if (value.length > SAFELISTED_VALUE_LIMIT) return false;
  const lower = byteLowercase(name);
  const pattern = Object.hasOwn(CLIENT_HINTS, lower)
    ? CLIENT_HINTS[lower]
    : Object.hasOwn(OTHERS, lower)
      ? OTHERS[lower]
      : undefined;
  return pattern?.test(value) ?? isCorsSafelistedRequestHeader(name, value);
}
