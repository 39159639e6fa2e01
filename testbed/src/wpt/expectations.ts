import { readFileSync } from 'node:fs';
import type { EngineName } from '@corsmith/protocol';

/** A deviation that is known, with its reason. */
export interface Expectation {
  /** Paths of tests; `*` stands for anything. */
  readonly test: string;
  /** Names of subtests, in the same way. Default: all. */
  readonly subtest?: string;
  /** Default: all. */
  readonly engines?: readonly EngineName[];
  readonly reason: string;
}

/** @throws Error where one has no reason. */
export function readExpectations(file: string): readonly Expectation[] {
  const expectations: readonly Expectation[] = JSON.parse(readFileSync(file, 'utf8'));
  for (const { test, reason } of expectations)
    if (!reason) throw new Error(`${file}: the deviation of ${test} has no reason.`);
  return expectations;
}

/** The reason for which a subtest may fail. */
export const expectationOf = (
  expectations: readonly Expectation[],
  test: string,
  subtest: string,
  engine: EngineName,
): Expectation | undefined =>
  expectations.find(
    (one) =>
      fits(one.test, test) &&
      fits(one.subtest ?? '*', subtest) &&
      (one.engines === undefined || one.engines.includes(engine)),
  );

/** Whether a pattern, in which `*` stands for anything, is that of a text. */
export const fits = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`, 's').test(text);

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
