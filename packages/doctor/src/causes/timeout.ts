import { type CauseRule, noResponse } from '../cause.js';

export const timeout: CauseRule = {
  id: 'timeout',
  title: 'The server did not respond in time',
  fixedIn: 'elsewhere',
  stage: 'no-response',
  before: ['tls-failure'],
  remedy: 'Check that the server is reachable from here, and why it takes so long.',
  prevention:
    'Give the slow request an answer at once and its result later; raise the limit of the proxy only after that.',
  ...noResponse('timeout'),
};
