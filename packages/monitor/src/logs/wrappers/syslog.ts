import type { Wrapper } from '../lines/wrapper.js';

/** RFC 3164 as rsyslog, nginx, Fastly and journalctl write it: with or without the priority, and with either time. */
export const syslog: Wrapper = {
  id: 'syslog',
  title: 'syslog (RFC 3164) or journalctl',
  before: ['heroku-logs'],
  shape: {
    kind: 'text',
    pattern:
      /^(?:<\d{1,3}>)?(?<time>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*) \S+ [^\s:[\]]+(?:\[[^\]]*\])?: ?/,
  },
};
