import type { KnownFormat } from '../format.js';

/** https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#HttpRequest, and what else logs an HttpRequest. */
export const gcp: KnownFormat = {
  id: 'gcp',
  title: 'Google Cloud Load Balancing',
  before: ['azure-gateway'],
  shape: {
    kind: 'json',
    fields: {
      'time-iso': [['timestamp'], ['receiveTimestamp']],
      client: [['httpRequest', 'remoteIp']],
      method: [['httpRequest', 'requestMethod']],
      target: [['httpRequest', 'requestUrl']],
      status: [['httpRequest', 'status']],
      referer: [['httpRequest', 'referer']],
    },
  },
};
