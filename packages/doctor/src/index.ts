export { type DiagnoseOptions, diagnose } from './diagnose.js';
export type * from './diagnosis.js';
export { type NeededHeaders, neededHeaders } from './needed-headers.js';
export { neededPolicy } from './needed-policy.js';
export { createProbe, type DirectServer, type Probe, type ProbeOptions } from './probe/probe.js';
export { isStackId, render, type StackId, stacks } from './stacks/catalogue.js';
