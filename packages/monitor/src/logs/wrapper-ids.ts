// Written by `npm run lists` from wrappers/.

export const WRAPPER_IDS = [
  'colours',
  'docker',
  'journal-json',
  'cri',
  'syslog5424',
  'syslog',
  'heroku-logs',
  'compose',
  'kubectl',
  'timestamp',
  'journal-export',
  'json-message',
] as const;

/** Drafts too: nothing lists them yet. */
export type WrapperId = (typeof WRAPPER_IDS)[number];
