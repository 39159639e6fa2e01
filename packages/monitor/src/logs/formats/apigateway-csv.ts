import type { KnownFormat } from '../format.js';
import { template } from '../written.js';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html#apigateway-cloudwatch-log-formats. Its CLF is read as `common`. */
export const apigatewayCsv: KnownFormat = {
  id: 'apigateway-csv',
  title: 'AWS API Gateway, CSV',
  before: ['uvicorn'],
  shape: template('$remote_addr,$caller,$user,$time_local,$request_method,$request_uri,$protocol,$status,$length,$id'),
};
