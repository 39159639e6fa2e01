import type { Wrapper } from '../lines/wrapper.js';

/** `docker compose logs`: the name of the container, padded. */
export const compose: Wrapper = {
  id: 'compose',
  title: 'docker compose',
  before: ['kubectl'],
  shape: { kind: 'text', pattern: /^[A-Za-z0-9][\w.-]* *\| ?/ },
};
