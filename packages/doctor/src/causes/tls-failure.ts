import { noAnswer } from '../no-answer.js';

export const tlsFailure = noAnswer('tls-failure', 'The connection is not trusted');
