// Written by `npm run lists` from reporters/.

import type { LintReporter } from './reporter.js';
import { github } from './reporters/github.js';
import { json } from './reporters/json.js';
import { junit } from './reporters/junit.js';
import { markdown } from './reporters/markdown.js';
import { sarif } from './reporters/sarif.js';

/** Every reporter of findings that needs no screen, in the order of the help. */
export const lintReporters: readonly LintReporter[] = [json, junit, markdown, sarif, github];
