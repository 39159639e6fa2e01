import { byteLowercase, splitOnCommas, type WireResponse } from '@corsmith/protocol';
import { lines } from './wire.js';

/** The names in Vary, in lower case. */
export const varyNames = (response: WireResponse | undefined): string[] =>
  lines(response, 'vary').flatMap(([, value]) => splitOnCommas(byteLowercase(value)));

/** Whether Vary says that the response depends on the origin. */
export const variesByOrigin = (response: WireResponse | undefined): boolean =>
  varyNames(response).some((name) => name === 'origin' || name === '*');
