import { REQUEST_HEADERS_LIMIT } from './request-header-names.js';

export type DenialReason =
  | 'origin-not-allowed'
  | 'origins-function-failed'
  | 'method-not-allowed'
  | 'header-not-allowed'
  | 'too-many-headers';

/** Why a browser will keep the page from it. */
export interface Denial {
  readonly reason: DenialReason;
  /** The origin, method or header name that was refused. */
  readonly text: string;
  /** What an origins function threw. */
  readonly error?: unknown;
}

const SHOWN = 100;

/** The denial in a sentence of printable ASCII: its text comes from strangers and goes into a header. */
export function explain({ reason, text }: Denial): string {
  const quoted = text.slice(0, SHOWN).replace(/[^\x20-\x7e]/g, '?');
  switch (reason) {
    case 'origin-not-allowed':
      return text === 'null'
        ? 'Any page can have the origin null, through a sandboxed frame.'
        : `The policy does not allow the origin ${quoted}.`;
    case 'origins-function-failed':
      return `The function that decides failed for the origin ${quoted}.`;
    case 'method-not-allowed':
      return `The policy's methods do not hold ${quoted}.`;
    case 'header-not-allowed':
      return `The policy's requestHeaders do not hold ${quoted}.`;
    case 'too-many-headers':
      return `More than ${REQUEST_HEADERS_LIMIT} characters of request headers were asked for.`;
  }
}
