import { type CauseRule, noResponse } from '../cause.js';

export const connectionRefused: CauseRule = {
  id: 'connection-refused',
  title: 'The connection is refused: no server listens on this port',
  fixedIn: 'elsewhere',
  stage: 'no-response',
  before: ['connection-reset'],
  fixSentence: 'Check that the server runs and that the port is right.',
  prevention:
    'In development, start the server before the page. In a deployment, run a health check on the server before the page goes live.',
  ...noResponse('connection-refused', 'likely'),
};
