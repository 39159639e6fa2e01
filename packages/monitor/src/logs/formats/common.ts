import type { KnownFormat } from '../format.js';
import { template } from '../written.js';

/** Apache's `common`: without the Referer, and so without origins. */
export const common: KnownFormat = {
  id: 'common',
  title: 'Apache, common',
  before: ['cors'],
  shape: template('%h - %u %t "%r" %>s %b'),
};
