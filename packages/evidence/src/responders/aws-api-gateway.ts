import type { Responder } from '../attribution/responder.js';

export const awsApiGateway: Responder = {
  id: 'aws-api-gateway',
  responses: [
    {
      kind: 'rate-limit',
      name: 'API Gateway',
      marks: [
        { status: [429], headers: { 'x-amzn-errortype': /^(?:TooManyRequests|LimitExceeded|Throttl)/ } },
        { status: [429], body: /^\{"[Mm]essage":\s*"(?:Too Many Requests|Limit Exceeded)"/ },
      ],
      wayOut: 'The stage’s throttling limit or the usage plan’s quota is reached: wait, or raise it.',
    },
    {
      kind: 'function',
      name: 'Lambda behind API Gateway',
      marks: [
        { status: [500, 502], headers: { 'x-amzn-errortype': /^InternalServerError/ } },
        {
          status: [500, 502],
          headers: { 'x-amzn-requestid': /./ },
          body: /^\{"[Mm]essage":\s*"Internal [Ss]erver [Ee]rror"/,
        },
        {
          status: [500, 502],
          headers: { 'apigw-requestid': /./ },
          body: /^\{"[Mm]essage":\s*"Internal [Ss]erver [Ee]rror"/,
        },
      ],
      wayOut:
        'The function crashed or returned something else than `{ statusCode, headers, body }`: its logs are in CloudWatch. With a proxy integration the function sets the CORS headers itself; add them to gateway responses for errors.',
    },
    {
      kind: 'gateway',
      name: 'API Gateway',
      marks: [
        { headers: { 'x-amzn-errortype': /./ } },
        {
          headers: { 'x-amzn-requestid': /./ },
          body: /^\{"[Mm]essage":\s*"(?:Missing Authentication Token|Forbidden|Unauthorized|Not Found|Service Unavailable|Endpoint request timed out)"/,
        },
        {
          headers: { 'apigw-requestid': /./ },
          body: /^\{"[Mm]essage":\s*"(?:Missing Authentication Token|Forbidden|Unauthorized|Not Found|Service Unavailable|Endpoint request timed out)"/,
        },
      ],
      wayOut:
        '“Missing Authentication Token” means that the path, stage or method does not exist there. Deploy the stage after a change, leave OPTIONS without an authorizer, and add the headers to gateway responses (DEFAULT_4XX and DEFAULT_5XX).',
    },
  ],
};
