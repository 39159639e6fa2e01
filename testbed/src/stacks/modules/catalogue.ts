import type { StackModule } from '../stack-module.js';
import { applications } from './applications.js';
import { proxies } from './proxies.js';

/** Every stack that is run for real. */
export const modules: readonly StackModule[] = [...applications, ...proxies];
