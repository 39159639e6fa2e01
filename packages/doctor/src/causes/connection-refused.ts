import { noAnswer } from '../no-answer.js';

export const connectionRefused = noAnswer('connection-refused', 'Nothing listens there');
