import type { Wrapper } from '../lines/wrapper.js';

/** https://docs.docker.com/engine/logging/drivers/json-file/ */
export const docker: Wrapper = {
  id: 'docker',
  title: 'Docker, json-file',
  shape: { kind: 'json', line: [['log']], time: [['time']] },
};
