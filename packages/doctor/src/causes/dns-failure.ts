import { noAnswer } from '../no-answer.js';

export const dnsFailure = noAnswer('dns-failure', 'The host’s name does not resolve');
