import { noResponse } from './cause.js';

export const dnsFailure = noResponse(
  'dns-failure',
  'The host’s name does not resolve',
  'Check how the host’s name is written.',
);
