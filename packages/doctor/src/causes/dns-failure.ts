import { noAnswer } from './cause.js';

export const dnsFailure = noAnswer(
  'dns-failure',
  'The host’s name does not resolve',
  'Check how the host’s name is written.',
);
