export { applyChange, type Change, planChange, type Refusal } from './plan-change.js';
