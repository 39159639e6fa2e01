import { type CauseRule, noResponse } from '../cause.js';

export const dnsFailure: CauseRule = {
  id: 'dns-failure',
  title: 'The host name does not resolve (DNS)',
  fixedIn: 'elsewhere',
  stage: 'no-response',
  before: ['connection-refused'],
  fixSentence: 'Check the spelling of the host name.',
  prevention: 'Run `corsmith check` in the deployment before the page with the new host name goes live.',
  ...noResponse('dns-failure'),
};
