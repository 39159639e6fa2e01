import type { Wrapper } from '../lines/wrapper.js';

/** `heroku logs`: https://devcenter.heroku.com/articles/logging */
export const herokuLogs: Wrapper = {
  id: 'heroku-logs',
  title: 'heroku logs',
  before: ['compose'],
  shape: { kind: 'text', pattern: /^(?<time>\d{4}-\d\d-\d\dT\S+) [\w-]+\[[\w.-]+\]: / },
};
