import { type CauseRule, noResponse } from '../cause.js';

export const dnsFailure: CauseRule = {
  id: 'dns-failure',
  title: 'The host’s name does not resolve',
  fixedIn: 'elsewhere',
  stage: 'no-response',
  before: ['connection-refused'],
  remedy: 'Check how the host’s name is written.',
  prevention: 'Run `corsmith check` in the deployment, before the page goes out with the new name.',
  ...noResponse('dns-failure'),
};
