export type { Level } from './read/level.js';
export type { AllowedByPolicy, ReadPolicy, ReadStack } from './read/read-policy.js';
export {
  isFor,
  joined,
  MANIFESTS,
  type PolicyReading,
  type Project,
  type Reader,
  type Reading,
  type ReadOrigin,
  type Stated,
} from './read/reading.js';
export { compiled, samplesOf } from './read/regex-samples.js';
export { type Place, placeOf, type SourceFile, type Span, spanOf, textAt } from './read/source-file.js';
export type { Edit, Trap } from './read/trap.js';
export { TRAPS, type TrapId } from './read/traps.js';
export { READER_IDS, type ReaderId } from './reader-ids.js';
export { readers } from './readers.js';
