import { isRecord, recordOf } from '@corsmith/protocol';
import type { CheckFlags } from '../check/arguments.js';
import { check } from '../commands/check.js';
import { areFlags } from '../flags.js';

/** A check that the page requests: the flags of `corsmith check` as data. */
export interface CheckOrder {
  readonly url: string;
  readonly options: CheckFlags;
}

/** The flags that a page may pass. None reads files or shows secrets. */
const FLAGS: ReadonlySet<string> = new Set([
  'origin',
  'request',
  'header',
  'dataRaw',
  'credentials',
  'mode',
  'redirect',
  'initiator',
  'send',
  'direct',
  'insecureDirect',
  'paths',
  'read',
  'stack',
  'timeout',
]);

const MAX_TEXTS = 100;

/** The order, or undefined if it is malformed. */
export function readOrder(value: unknown): CheckOrder | undefined {
  const { url, options = {} } = recordOf(value);
  if (typeof url !== 'string' || !isRecord(options)) return undefined;
  const isAllowed = Object.entries(options).every(
    ([flag, given]) => FLAGS.has(flag) && !(Array.isArray(given) && given.length > MAX_TEXTS),
  );
  const flags = { ...options };
  return isAllowed && areFlags(flags, check.options) ? { url, options: flags } : undefined;
}
