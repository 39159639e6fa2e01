import { noAnswer } from './cause.js';

export const connectionReset = noAnswer('connection-reset', 'The connection was closed without an answer');
