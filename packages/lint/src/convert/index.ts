export { type Conversion, convert, type NotConverted } from './convert.js';
export { type PolicyOf, policyOf } from './policy-of.js';
export { writtenFiles } from './written-files.js';
