import { github } from './github.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { markdown } from './markdown.js';
import type { ReporterName } from './names.js';
import { pretty } from './pretty.js';
import type { Reporter } from './reporter.js';
import { sarif } from './sarif.js';
import { tap } from './tap.js';

export const reporters: Readonly<Record<ReporterName, Reporter>> = {
  pretty,
  json,
  junit,
  sarif,
  github,
  tap,
  markdown,
};
