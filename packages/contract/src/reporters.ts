// Written by `npm run lists` from reporters/.

import type { Reporter } from './reporter.js';
import { github } from './reporters/github.js';
import { json } from './reporters/json.js';
import { junit } from './reporters/junit.js';
import { markdown } from './reporters/markdown.js';
import { sarif } from './reporters/sarif.js';
import { tap } from './reporters/tap.js';

/** Every reporter that needs no screen, in the order of the help. */
export const reporters: readonly Reporter[] = [json, junit, sarif, github, tap, markdown];
