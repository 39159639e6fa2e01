import { noAnswer } from './cause.js';

export const timeout = noAnswer('timeout', 'The server did not answer in time');
