import { noResponse } from './cause.js';

export const tlsFailure = noResponse(
  'tls-failure',
  'The connection is not trusted',
  'Open the URL in the browser to see what is wrong with the certificate.',
);
