import { byteLowercase } from '../byte-case.js';
import { lowercaseName } from '../field-name.js';
import { isCorsSafelistedRequestHeader, SAFELISTED_VALUE_LIMIT } from '../safelist.js';

/** Client hints that Chromium adds to the safelist, with the values that it takes. */
const CLIENT_HINTS: ReadonlyMap<string, RegExp> = new Map([
  ['device-memory', /^\d+(\.\d+)?$/],
  ['downlink', /^\d+(\.\d+)?$/],
  ['dpr', /^\d+(\.\d+)?$/],
  ['ect', /^(slow-2g|2g|3g|4g)$/],
  ['rtt', /^\d+$/],
  ['viewport-width', /^\d+$/],
  ['width', /^\d+$/],
]);

/** With those that are not on the safelist of the standard either, and not dropped on redirects. */
const ADDED: ReadonlyMap<string, RegExp> = new Map([...CLIENT_HINTS, ['intervention', /^/], ['save-data', /^on$/i]]);

export const CLIENT_HINT_NAMES = [...CLIENT_HINTS.keys()];

/** Whether the unit of a range must be in lower case, as the standard has it. */
export type RangeUnit = 'lower case' | 'any case';

export const chromiumSafelist =
  (rangeUnit: RangeUnit) =>
  (name: string, value: string): boolean => {
    const key = lowercaseName(name);
    const read = key === 'range' && rangeUnit === 'any case' ? byteLowercase(value) : value;
    return (
      value.length <= SAFELISTED_VALUE_LIMIT &&
      (ADDED.get(key)?.test(value) ?? isCorsSafelistedRequestHeader(name, read))
    );
  };
