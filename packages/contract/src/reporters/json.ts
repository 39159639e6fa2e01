import { printableJson } from '@corsmith/evidence';
import type { Reporter } from '../reporter.js';

/** The whole report as one object. */
export const json: Reporter = {
  name: 'json',
  before: ['junit'],
  covers: 'all',
  render: (report) => `${printableJson(report)}\n`,
};
