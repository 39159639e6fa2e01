import { type CauseRule, noResponse } from '../cause.js';

export const connectionReset: CauseRule = {
  id: 'connection-reset',
  title: 'The server closed the connection without a response',
  fixedIn: 'elsewhere',
  stage: 'no-response',
  before: ['timeout'],
  fixSentence: 'Check the server’s log for why it closed the connection.',
  prevention: 'Set the server’s idle timeout longer than that of the proxy in front of it.',
  ...noResponse('connection-reset'),
};
