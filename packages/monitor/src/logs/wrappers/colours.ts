import type { Wrapper } from '../lines/wrapper.js';

/** The colours of a terminal, which morgan's `dev` and `docker compose logs` write. */
export const colours: Wrapper = {
  id: 'colours',
  title: 'colours',
  shape: { kind: 'text', pattern: /\x1b\[[\d;]*m/g },
};
