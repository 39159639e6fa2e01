import { noAnswer } from './cause.js';

export const timeout = noAnswer(
  'timeout',
  'The server did not answer in time',
  'Check that the server is reachable from here, and why it takes so long.',
);
