/** How the page shows what became of an expectation: a sign, and the class that colours it. */
export const MARKS = {
  holds: ['✓', 'good'],
  broken: ['✗', 'bad'],
  unreachable: ['?', 'warn'],
  'not-verified': ['?', 'dim'],
} as const;
