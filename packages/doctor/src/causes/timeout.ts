import { type CauseRule, noResponse } from '../cause.js';

export const timeout: CauseRule = {
  id: 'timeout',
  title: 'The server did not respond in time',
  fixedIn: 'elsewhere',
  stage: 'no-response',
  before: ['tls-failure'],
  fixSentence: 'Check that the server is reachable from here and why it is slow.',
  prevention:
    'Respond to a slow request at once and deliver its result later. Raise the proxy’s timeout only after that.',
  ...noResponse('timeout'),
};
