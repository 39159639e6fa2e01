import type { KnownFormat } from '../format.js';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html, REST and HTTP APIs. */
export const apigateway: KnownFormat = {
  id: 'apigateway',
  title: 'AWS API Gateway, JSON',
  before: ['cloudfront-json'],
  shape: {
    kind: 'json',
    fields: {
      'time-clf': [['requestTime']],
      'time-epoch': [['requestTimeEpoch']],
      client: [['ip'], ['sourceIp']],
      method: [['httpMethod']],
      request: [['routeKey']],
      host: [['domainName']],
      target: [['path'], ['resourcePath']],
      status: [['status']],
      origin: [['origin']],
    },
  },
};
