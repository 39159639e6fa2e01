import type { StackModule } from '../stack-module.js';
import { express } from './express.js';

/** Every stack that is run for real. */
export const modules: readonly StackModule[] = [express];
