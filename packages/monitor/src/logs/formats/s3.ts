import type { KnownFormat } from '../format.js';
import { template } from '../written.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html */
export const s3: KnownFormat = {
  id: 's3',
  title: 'AWS S3, server access',
  before: ['apigateway-csv'],
  shape: template(
    '$owner $bucket [$time_local] $remote_addr $requester $id $operation $key "$request" $status $error $sent $size $total $turnaround "$http_referer" "$http_user_agent" $version $host_id $signature $cipher $authentication $host $tls',
  ),
};
