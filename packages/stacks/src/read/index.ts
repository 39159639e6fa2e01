export { READER_IDS, type ReaderId } from '../reader-ids.js';
export { readers } from '../readers.js';
export type { Level } from './level.js';
export type { AllowedByPolicy, ReadPolicy, ReadStack } from './read-policy.js';
export {
  joined,
  MANIFESTS,
  type PolicyReading,
  type Project,
  type Reader,
  type Reading,
  type ReadOrigin,
  type Stated,
} from './reading.js';
export { compiled, samplesOf } from './regex-samples.js';
export { type Place, placeOf, type SourceFile, type Span, spanOf, textAt } from './source-file.js';
export type { Edit, Trap } from './trap.js';
export { TRAPS, type TrapId } from './traps.js';
