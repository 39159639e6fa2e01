import type { Wrapper } from '../lines/wrapper.js';
import { colours } from './colours.js';
import { compose } from './compose.js';
import { cri } from './cri.js';
import { docker } from './docker.js';
import { heroku } from './heroku.js';
import { journalExport } from './journal-export.js';
import { journalJson } from './journal-json.js';
import { jsonMessage } from './json-message.js';
import { kubectl } from './kubectl.js';
import { syslog } from './syslog.js';
import { syslog5424 } from './syslog5424.js';
import { timestamp } from './timestamp.js';

/** What may stand around the lines of a log. Of two that fit alike the first is taken. */
export const wrappers: readonly Wrapper[] = [
  colours,
  docker,
  journalJson,
  cri,
  syslog5424,
  syslog,
  heroku,
  compose,
  kubectl,
  timestamp,
  journalExport,
  jsonMessage,
];
