import type { UsageProblem } from '../usage-error.js';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const MIN = 100;
const MAX = 24 * 3_600_000;

/** Parses a duration such as `30s` to milliseconds; `name` is used in the message. */
export function intervalOf(text: string, name: string): number | UsageProblem {
  const [, number = '', unit = ''] = /^(\d{1,9}(?:\.\d{1,9})?)(ms|s|m|h)$/.exec(text) ?? [];
  const ms = Number(number) * (UNITS[unit] ?? Number.NaN);
  if (ms >= MIN && ms <= MAX) return ms;
  return {
    message: `${name} '${text}' must be from 100ms to 24h.`,
    hint: 'Write a number and a unit: 30s, 5m, 1h',
  };
}
