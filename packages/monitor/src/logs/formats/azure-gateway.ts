import type { KnownFormat } from '../format.js';

/** https://learn.microsoft.com/azure/application-gateway/monitor-application-gateway-reference */
export const azureGateway: KnownFormat = {
  id: 'azure-gateway',
  title: 'Azure Application Gateway or Front Door',
  before: ['kong'],
  shape: {
    kind: 'json',
    fields: {
      'time-iso': [['timeStamp'], ['time'], ['TimeGenerated']],
      client: [
        ['properties', 'clientIP'],
        ['properties', 'clientIp'],
      ],
      method: [['properties', 'httpMethod']],
      host: [
        ['properties', 'originalHost'],
        ['properties', 'host'],
        ['properties', 'hostName'],
      ],
      target: [
        ['properties', 'originalRequestUriWithArgs'],
        ['properties', 'requestUri'],
      ],
      status: [
        ['properties', 'httpStatus'],
        ['properties', 'httpStatusCode'],
      ],
      referer: [['properties', 'referer']],
    },
  },
};
