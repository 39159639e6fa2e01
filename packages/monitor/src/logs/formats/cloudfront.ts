import type { Template } from '../lines/template.js';
import type { FieldKind } from '../record.js';
import type { LogFormat } from './format.js';

const KINDS: Readonly<Record<string, FieldKind>> = {
  date: 'date',
  time: 'time-of-day',
  timestamp: 'time-epoch',
  'c-ip': 'client',
  'cs-method': 'method',
  'cs-uri-stem': 'target',
  'sc-status': 'status',
  'cs(Referer)': 'referer',
  'x-host-header': 'host',
};

/** The beginning of https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html */
const STANDARD =
  'date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol';

/** The file's own line `#Fields: …` names its fields. */
export function cloudfrontShape(names = STANDARD): Template {
  const fields = names.trim().split(/\s+/);
  const last = fields.findLastIndex((name) => name in KINDS);
  return {
    kind: 'template',
    lead: '',
    fields: fields
      .slice(0, last + 1)
      .map((name, index) => ({ kind: KINDS[name] ?? 'other', end: index === fields.length - 1 ? '' : '\t' })),
  };
}

export const cloudfront: LogFormat = {
  id: 'cloudfront',
  title: 'AWS CloudFront, standard',
  shape: cloudfrontShape(),
};
