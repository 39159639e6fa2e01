import { noAnswer } from './cause.js';

export const connectionRefused = noAnswer(
  'connection-refused',
  'Nothing listens there',
  'Check that the server runs and that the port is right.',
  'likely',
);
