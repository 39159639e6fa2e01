import type { ReaderId } from '../reader-ids.js';
import { type PolicyReading, told } from './reading.js';
import type { Span } from './source-file.js';

/** A policy that allows no origin, with the parts that are known. */
export const nothingAllowed = (stack: ReaderId, at: Span, known: Partial<PolicyReading> = {}): PolicyReading => ({
  stack,
  at,
  origins: [],
  originHeader: 'compared',
  credentials: told(false, at),
  methods: told([], at),
  requestHeaders: told([], at),
  exposed: told([], at),
  maxAge: told(null, at),
  preflight: null,
  errors: null,
  vary: null,
  ...known,
});
