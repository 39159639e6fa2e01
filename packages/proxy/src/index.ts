export type { Refusal } from './admission.js';
export { gatherNeeds } from './needs.js';
export type { ObservedResponse, ProxyObserver } from './observer.js';
export { repair } from './repair.js';
export { type ProxyOptions, type RunningProxy, startProxy } from './serve.js';
export { openTarget, type Target, type TargetOptions } from './target.js';
