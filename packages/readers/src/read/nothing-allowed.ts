import type { ReadStack } from './read-policy.js';
import { type PolicyReading, stated } from './reading.js';
import type { Span } from './source-file.js';

/** A policy that allows no origin, with the parts that are known. */
export const nothingAllowed = (stack: ReadStack, at: Span, known: Partial<PolicyReading> = {}): PolicyReading => ({
  stack,
  at,
  origins: [],
  originHeader: 'compared',
  credentials: stated(false, at),
  methods: stated([], at),
  requestHeaders: stated([], at),
  exposed: stated([], at),
  maxAge: stated(null, at),
  preflight: null,
  errors: null,
  vary: null,
  ...known,
});
