import type { Wrapper } from '../lines/wrapper.js';

/** `heroku logs`: https://devcenter.heroku.com/articles/logging */
export const heroku: Wrapper = {
  id: 'heroku-logs',
  title: 'heroku logs',
  shape: { kind: 'text', pattern: /^(?<time>\d{4}-\d\d-\d\dT\S+) [\w-]+\[[\w.-]+\]: / },
};
