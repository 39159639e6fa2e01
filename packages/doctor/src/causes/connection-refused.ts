import { noResponse } from './cause.js';

export const connectionRefused = noResponse(
  'connection-refused',
  'Nothing listens there',
  'Check that the server runs and that the port is right.',
  'likely',
);
