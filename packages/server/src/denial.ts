import { REQUEST_HEADERS_LIMIT } from './request-header-names.js';

export type DenialReason =
  | 'origin-not-allowed'
  | 'origins-function-failed'
  | 'method-not-allowed'
  | 'header-not-allowed'
  | 'too-many-headers';

/** Why a browser will block the response. */
export interface Denial {
  readonly reason: DenialReason;
  /** The origin, method or header name that was refused. */
  readonly text: string;
  /** What an origins function threw. */
  readonly error?: unknown;
}

const SHOWN = 100;

/** The denial in a sentence of printable ASCII: its text is untrusted and goes into a header. */
export function explain({ reason, text }: Denial): string {
  const quoted = text.slice(0, SHOWN).replace(/[^\x20-\x7e]/g, '?');
  switch (reason) {
    case 'origin-not-allowed':
      return text === 'null'
        ? 'Any page can have the origin null, through a sandboxed frame.'
        : `The policy does not allow the origin ${quoted}.`;
    case 'origins-function-failed':
      return `The origins function failed for the origin ${quoted}.`;
    case 'method-not-allowed':
      return `The policy's methods do not include ${quoted}.`;
    case 'header-not-allowed':
      return `The policy's requestHeaders do not include ${quoted}.`;
    case 'too-many-headers':
      return `Access-Control-Request-Headers has more than ${REQUEST_HEADERS_LIMIT} characters.`;
  }
}
