import { apache } from './apache.js';
import { go } from './go.js';
import type { Language } from './language.js';
import { nginx } from './nginx.js';
import { python } from './python.js';
import { ruby } from './ruby.js';

/** JavaScript's comparisons are with the doctor's own tests. */
export const languages: readonly Language[] = [python, ruby, go, nginx, apache];
