import { type CauseRule, noResponse } from '../cause.js';

export const tlsFailure: CauseRule = {
  id: 'tls-failure',
  title: 'The TLS connection fails: certificate or protocol',
  fixedIn: 'elsewhere',
  stage: 'no-response',
  fixSentence: 'Open the URL in the browser to see what is wrong with the certificate.',
  prevention: 'Renew certificates automatically, send the whole chain, and monitor the expiry date.',
  ...noResponse('tls-failure'),
};
