import { type CauseRule, noResponse } from '../cause.js';

export const tlsFailure: CauseRule = {
  id: 'tls-failure',
  title: 'The connection is not trusted',
  fixedIn: 'elsewhere',
  stage: 'no-response',
  remedy: 'Open the URL in the browser to see what is wrong with the certificate.',
  prevention: 'Renew certificates by a machine, send the whole chain, and watch the date of expiry.',
  ...noResponse('tls-failure'),
};
