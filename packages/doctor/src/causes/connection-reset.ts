import { noResponse } from './cause.js';

export const connectionReset = noResponse(
  'connection-reset',
  'The connection was closed without an response',
  'See in the server’s log why it closed the connection.',
);
