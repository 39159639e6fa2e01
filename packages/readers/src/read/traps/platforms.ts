import type { TrapTable } from '../trap-words.js';

/** Of hosts, stores, gateways and edges. */
export const platformTraps = {
  'headers-in-redirects': {
    level: 'broken',
    message: 'Headers belong in _headers: here these lines are read as redirects.',
    why: 'No response gets the headers.',
  },
  'headers-not-for-functions': {
    level: 'broken',
    message: 'These headers are not added to responses of the API.',
    why: 'Static Web Apps adds them to static files only; the functions must send their own.',
  },
  'setting-in-the-wrong-file': {
    level: 'broken',
    message:
      'This file has no setting Host.CORS: it belongs in local.settings.json, and in Azure in the app’s own setting.',
    why: 'The key is ignored, so no response has the headers.',
  },
  'options-as-method': {
    level: 'broken',
    message: 'OPTIONS is not allowed here: the whole configuration is rejected.',
    why: 'S3 takes GET, PUT, POST, DELETE and HEAD, and responds to preflights by itself.',
  },
  'method-not-supported': {
    level: 'broken',
    message: 'The store does not know this method: the whole configuration is rejected.',
    why: 'S3 takes GET, PUT, POST, DELETE and HEAD.',
  },
  'two-wildcards': {
    level: 'broken',
    message: 'An origin has at most one * here: the whole configuration is rejected.',
    why: 'S3 rejects the rule.',
  },
  'lambda-sets-no-header': {
    level: 'fragile',
    message: 'This only makes the responses to OPTIONS: the function must send Access-Control-Allow-Origin itself.',
    why: 'With a proxy integration the gateway passes on the function’s response as it is.',
  },
  'headers-missing': {
    level: 'fragile',
    message: 'No request header is allowed: JSON and Authorization are blocked.',
    why: 'Name them, such as Content-Type and Authorization.',
  },
  'value-not-quoted': {
    level: 'broken',
    message: 'The value needs single quotes inside the double ones.',
    why: 'API Gateway takes it as an expression, and rejects or drops the header.',
  },
  'errors-without-headers': {
    level: 'fragile',
    message: 'Responses that this makes itself don’t have the headers.',
    why: 'The page sees a CORS error instead of the status.',
  },
  'star-with-credentials-rejected': {
    level: 'broken',
    message: '* with credentials is rejected: the configuration is not applied.',
    why: 'List the origins, or turn credentials off.',
  },
  'origins-missing': {
    level: 'broken',
    message: 'No origin is allowed: origins are not set.',
    why: 'Without them only the same origin is allowed, and others get 403.',
  },
  'response-headers-as-setting': {
    level: 'broken',
    message: 'This key does not exist, so it does nothing.',
    why: 'The setting has another name.',
  },
} as const satisfies TrapTable;
