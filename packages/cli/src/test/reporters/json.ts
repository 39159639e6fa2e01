import { printableJson } from '../../terminal/printable.js';
import type { Reporter } from '../reporter.js';

/** Everything that was found, as one object. */
export const json: Reporter = {
  name: 'json',
  before: ['junit'],
  tells: 'all',
  render: (report) => `${printableJson(report)}\n`,
};
