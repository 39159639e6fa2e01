// What needs no network and no Node: a page can use it.
export * from './diagnosis.js';
export type { Explanation } from './explanation/explanation.js';
export type { RecordedVerdict } from './explanation/recorded.js';
export { mayBeConfiguration, type Understood, understandText } from './explanation/understand.js';
