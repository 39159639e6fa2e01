import type { KnownFormat } from '../format.js';
import type { Template } from '../lines/template.js';
import type { FieldKind } from '../record.js';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html */
const FIELDS: readonly (readonly [FieldKind, end: string])[] = [
  ['other', ' '],
  ['time-iso', ' '],
  ['other', ' '],
  ['client-port', ' '],
  ['other', ' '],
  ['other', ' '],
  ['other', ' '],
  ['other', ' '],
  ['status', ' '],
  ['other', ' '],
  ['other', ' '],
  ['other', ' "'],
  ['request', '" "'],
  ['other', '" '],
];

export const alb: KnownFormat = {
  id: 'alb',
  title: 'AWS Application Load Balancer',
  before: ['cloudfront'],
  shape: { kind: 'template', lead: '', fields: FIELDS.map(([kind, end]) => ({ kind, end })) } satisfies Template,
};
