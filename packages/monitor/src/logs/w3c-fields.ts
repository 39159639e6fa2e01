import type { Template } from './lines/template.js';
import type { FieldKind } from './record.js';

const KINDS: Readonly<Record<string, FieldKind>> = {
  date: 'date',
  time: 'time-of-day',
  timestamp: 'time-epoch',
  'c-ip': 'client',
  'cs-method': 'method',
  'cs-uri-stem': 'target',
  'sc-status': 'status',
  'cs(Referer)': 'referer',
  'cs(Origin)': 'origin',
  'cs-host': 'host',
  'x-host-header': 'host',
};

/** The W3C extended log format: the file's `#Fields: …` line names its fields. https://www.w3.org/TR/WD-logfile */
export function w3cShape(names: string, separator: ' ' | '\t'): Template {
  const fields = names.trim().split(/\s+/);
  const last = fields.findLastIndex((name) => name in KINDS);
  return {
    kind: 'template',
    lead: '',
    fields: fields
      .slice(0, last + 1)
      .map((name, index) => ({ kind: KINDS[name] ?? 'other', end: index === fields.length - 1 ? '' : separator })),
  };
}
