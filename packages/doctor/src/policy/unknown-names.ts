/** An origin that nobody can have. https://www.rfc-editor.org/rfc/rfc2606 */
export const UNKNOWN_ORIGIN = 'https://corsmith.example';

/** A request header that no server lists. */
export const UNKNOWN_HEADER = 'x-corsmith-unknown';
