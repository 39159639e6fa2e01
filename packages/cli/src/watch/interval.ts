import type { UsageProblem } from '../usage-error.js';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const SHORTEST = 100;
const LONGEST = 24 * 3_600_000;

/** In milliseconds, from a text such as `30s`; `called` is what a person calls it. */
export function intervalOf(text: string, called: string): number | UsageProblem {
  const [, number = '', unit = ''] = /^(\d{1,9}(?:\.\d{1,9})?)(ms|s|m|h)$/.exec(text) ?? [];
  const ms = Number(number) * (UNITS[unit] ?? Number.NaN);
  if (ms >= SHORTEST && ms <= LONGEST) return ms;
  return {
    message: `${called} '${text}' is not a time from 100ms to 24h.`,
    hint: 'A number and its unit, such as 30s, 5m or 1h',
  };
}
