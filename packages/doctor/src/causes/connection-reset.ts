import { type CauseRule, noResponse } from '../cause.js';

export const connectionReset: CauseRule = {
  id: 'connection-reset',
  title: 'The connection was closed without an response',
  fixedIn: 'elsewhere',
  stage: 'no-response',
  before: ['timeout'],
  remedy: 'See in the server’s log why it closed the connection.',
  prevention: 'Keep the idle time of the server longer than that of what stands before it.',
  ...noResponse('connection-reset'),
};
