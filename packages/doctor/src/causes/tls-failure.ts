import { noAnswer } from './cause.js';

export const tlsFailure = noAnswer('tls-failure', 'The connection is not trusted');
