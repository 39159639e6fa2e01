import { noAnswer } from '../no-answer.js';

export const timeout = noAnswer('timeout', 'The server did not answer in time');
