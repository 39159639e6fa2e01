// Written by `npm run lists` from wrappers/.

import type { Wrapper } from './lines/wrapper.js';
import { colours } from './wrappers/colours.js';
import { compose } from './wrappers/compose.js';
import { cri } from './wrappers/cri.js';
import { docker } from './wrappers/docker.js';
import { herokuLogs } from './wrappers/heroku-logs.js';
import { journalExport } from './wrappers/journal-export.js';
import { journalJson } from './wrappers/journal-json.js';
import { jsonMessage } from './wrappers/json-message.js';
import { kubectl } from './wrappers/kubectl.js';
import { syslog } from './wrappers/syslog.js';
import { syslog5424 } from './wrappers/syslog5424.js';
import { timestamp } from './wrappers/timestamp.js';

/** Every text that collectors write around the lines of a log. If two fit a log equally well, the first is taken. */
export const wrappers: readonly Wrapper[] = [
  colours,
  docker,
  journalJson,
  cri,
  syslog5424,
  syslog,
  herokuLogs,
  compose,
  kubectl,
  timestamp,
  journalExport,
  jsonMessage,
];
