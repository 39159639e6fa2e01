import type { KnownFormat } from '../format.js';

/** https://github.com/roidrage/lograge with the formatters Json and Logstash. */
export const logrageJson: KnownFormat = {
  id: 'lograge-json',
  title: 'lograge, JSON',
  before: ['pino'],
  shape: {
    kind: 'json',
    fields: {
      'time-iso': [['@timestamp'], ['time'], ['timestamp']],
      client: [['remote_ip'], ['ip'], ['client_ip']],
      method: [['method']],
      host: [['host']],
      target: [['path']],
      status: [['status']],
      origin: [['origin']],
    },
  },
};
