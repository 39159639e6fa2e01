import type { BlockCode } from '@corsmith/protocol';
import { ENUMERATIONS, type InitFault } from '../init-fault.js';
import type { Words } from './engine.js';

const FAILED = 'fetch failed';

/** Failures for which the constructor of `Request` throws. */
const REFUSED: readonly BlockCode[] = ['InvalidMethod', 'InvalidHeader', 'BodyNotAllowed', 'UrlContainsCredentials'];

/** The standard requires a TypeError and leaves its message to the engine; these are Node's. */
export const standard: Words = {
  failed: FAILED,
  notUrl: (text) => `Failed to parse URL from ${text}`,
  refused: ({ code, page: { cache, mode } }) =>
    REFUSED.includes(code) || (code === 'DisallowedByMode' && cache === 'only-if-cached' && mode !== 'same-origin')
      ? new TypeError(FAILED)
      : undefined,
  nullBody: () => null,
  faulty: (fault) => new TypeError(wordsOf(fault)),
};

function wordsOf(fault: InitFault): string {
  switch (fault.kind) {
    case 'enumeration': {
      const [, ...values] = ENUMERATIONS[fault.member];
      return `${fault.member} must be one of ${values.map((value) => value || "''").join(', ')}, not ${fault.value}.`;
    }
    case 'headers':
      return 'headers must be an object.';
    case 'header-element':
    case 'header-pair':
      return 'Each header must be a pair of a name and a value.';
    case 'signal':
      return 'signal must be an AbortSignal.';
    case 'window':
      return 'window must be null.';
    case 'navigate':
      return 'mode must not be navigate.';
    case 'referrer':
      return `referrer is not a valid URL: ${fault.value}`;
    case 'stream-locked':
      return 'The stream that is the body is locked.';
    case 'stream-keepalive':
      return 'A body that is a stream must not have keepalive.';
    case 'stream-duplex':
      return "A body that is a stream requires duplex: 'half'.";
  }
}
