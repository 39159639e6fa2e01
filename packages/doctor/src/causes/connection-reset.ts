import { noAnswer } from './cause.js';

export const connectionReset = noAnswer(
  'connection-reset',
  'The connection was closed without an answer',
  'See in the server’s log why it closed the connection.',
);
