import { LONGEST_MAX_AGE } from '@corsmith/protocol';
import type { Rule } from '../rule.js';

export const maxAgeCapped: Rule = {
  id: 'max-age-capped',
  title: 'Browsers cap this max age',
  judge({ maxAge, origins }) {
    if (typeof maxAge.value !== 'number' || maxAge.value <= LONGEST_MAX_AGE || origins.length === 0) return [];
    return [
      {
        level: 'no-effect',
        at: maxAge.at,
        message: `No browser caches a preflight response for ${maxAge.value} s.`,
        why: 'Chrome caps it at 7200 s, Safari at 600 s and Firefox at 86400 s.',
      },
    ];
  },
};
