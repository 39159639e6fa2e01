import { noResponse } from './cause.js';

export const timeout = noResponse(
  'timeout',
  'The server did not response in time',
  'Check that the server is reachable from here, and why it takes so long.',
);
