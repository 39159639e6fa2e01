/** The mark for the result of an expectation, and its CSS class. */
export const MARKS = {
  holds: ['✓', 'good'],
  broken: ['✗', 'bad'],
  unreachable: ['?', 'warn'],
  'not-verified': ['?', 'dim'],
} as const;
