export { proxyRecipe, recogniseBetween, standingBetween } from './between.js';
export { isStackId, recogniseStacks, render, type StackId, spotOf, stacks } from './catalogue.js';
export type * from './detected.js';
export { type NeededHeaders, neededHeaders } from './needed-headers.js';
export { neededPolicy } from './needed-policy.js';
export { originRegex } from './origin-pattern.js';
export type * from './recipe.js';
export type { Spot } from './spot.js';
export { type RenderedPolicy, renderedPolicy, renderingProblem } from './stack.js';
