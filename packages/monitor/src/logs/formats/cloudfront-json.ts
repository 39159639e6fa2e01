import type { KnownFormat } from '../format.js';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html with JSON as its output. */
export const cloudfrontJson: KnownFormat = {
  id: 'cloudfront-json',
  title: 'AWS CloudFront, JSON',
  before: ['gcp'],
  shape: {
    kind: 'json',
    fields: {
      date: [['date']],
      'time-of-day': [['time']],
      'time-epoch': [['timestamp(ms)'], ['timestamp']],
      client: [['c-ip']],
      method: [['cs-method']],
      host: [['x-host-header'], ['cs(Host)']],
      target: [['cs-uri-stem']],
      status: [['sc-status']],
      referer: [['cs(Referer)']],
    },
  },
};
