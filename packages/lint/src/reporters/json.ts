import { printableJson } from '@corsmith/evidence';
import type { LintReporter } from '../reporter.js';

/** Policies and findings as one object. */
export const json: LintReporter = {
  name: 'json',
  before: ['junit'],
  render: (report) => `${printableJson(report)}\n`,
};
