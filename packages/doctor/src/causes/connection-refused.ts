import { type CauseRule, noResponse } from '../cause.js';

export const connectionRefused: CauseRule = {
  id: 'connection-refused',
  title: 'Nothing listens there',
  fixedIn: 'elsewhere',
  stage: 'no-response',
  before: ['connection-reset'],
  remedy: 'Check that the server runs and that the port is right.',
  prevention:
    'Let the page wait for the server in development, and let the deployment ask its health before the page goes out.',
  ...noResponse('connection-refused', 'likely'),
};
