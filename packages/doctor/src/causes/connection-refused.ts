import { noAnswer } from './cause.js';

export const connectionRefused = noAnswer('connection-refused', 'Nothing listens there');
