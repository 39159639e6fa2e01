import type { Wrapper } from '../lines/wrapper.js';

/** `kubectl logs --timestamps`, `docker logs -t`, and CloudWatch's exports. */
export const timestamp: Wrapper = {
  id: 'timestamp',
  title: 'a time before each line',
  before: ['journal-export'],
  shape: { kind: 'text', pattern: /^(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*) / },
};
