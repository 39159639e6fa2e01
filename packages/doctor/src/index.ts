export type * from './diagnosis.js';
