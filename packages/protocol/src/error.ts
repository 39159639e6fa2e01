/** What was wrong with an input that is no request at all. */
export type ProtocolErrorCode = 'invalid-url' | 'invalid-origin' | 'invalid-request' | 'invalid-version';

/** The only error that this package throws. */
export class ProtocolError extends TypeError {
  override readonly name = 'ProtocolError';
  readonly code: ProtocolErrorCode;
  /** The offending text. */
  readonly text: string;

  constructor(code: ProtocolErrorCode, message: string, text: string) {
    super(message);
    this.code = code;
    this.text = text;
  }
}
