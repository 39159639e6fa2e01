import type { KnownFormat } from '../format.js';
import { w3cShape } from '../w3c-fields.js';

/** The beginning of https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html */
const STANDARD =
  'date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol';

export const cloudfront: KnownFormat = {
  id: 'cloudfront',
  title: 'AWS CloudFront, standard',
  before: ['s3'],
  shape: w3cShape(STANDARD, '\t'),
  separator: '\t',
};
