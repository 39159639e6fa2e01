import type { UsageProblem } from './usage-error.js';

export interface NumberRange {
  /** `seconds` are any number greater than 0, the others whole. */
  readonly of: 'seconds' | 'whole';
  /** Of whole numbers. Default 1. */
  readonly least?: number;
  readonly most: number;
}

/** What a flag with a number says, or what is wrong with it. */
export function numberOf(flag: string, text: string, { of, least = 1, most }: NumberRange): number | UsageProblem {
  const value = Number(text);
  const isRight = of === 'seconds' ? /^[\d.]+$/.test(text) && value > 0 : /^\d{1,15}$/.test(text) && value >= least;
  if (isRight && value <= most) return value;
  const range =
    of === 'seconds' ? `seconds, more than 0 and at most ${most}` : `a whole number from ${least} to ${most}`;
  return { message: `${flag} '${text}' must be ${range}.` };
}

/** Reads flags with numbers, and gathers what is wrong with them. */
export const numbersOf =
  (problems: UsageProblem[]) =>
  (flag: string, text: string | undefined, range: NumberRange, byDefault: number): number => {
    const value = numberOf(flag, text ?? String(byDefault), range);
    if (typeof value === 'number') return value;
    problems.push(value);
    return byDefault;
  };

export const whole = (least: number, most: number): NumberRange => ({ of: 'whole', least, most });
