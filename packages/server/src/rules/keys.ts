import type { PolicyConfig } from '../policy-config.js';
import type { Report } from '../policy-error.js';
import { nearest } from './nearest.js';

/** The names of all options. */
export type PolicyKey = PolicyConfig extends infer Config ? (Config extends unknown ? keyof Config : never) : never;

const BOOLEANS = [
  'credentials',
  'debug',
  'dangerouslyAllowInsecureOrigins',
  'dangerouslyAllowPublicSuffixes',
] as const satisfies readonly PolicyKey[];

export const KEYS: readonly PolicyKey[] = [
  'origins',
  'methods',
  'requestHeaders',
  'responseHeaders',
  'maxAge',
  'vary',
  ...BOOLEANS,
];

/** The option that a key most likely means: misspelled, or as other packages name it (`allowedHeaders`). */
export function meantKey(key: string): PolicyKey | undefined {
  const name = key.toLowerCase().replace(/[_-]|^(?:allow(?:ed)?|supports)_?/g, '');
  if (name === 'headers') return 'requestHeaders';
  return /^exposed?headers$/.test(name) ? 'responseHeaders' : nearest(name, KEYS);
}

/** Every key is one of the policy's, and every switch is true or false. */
export function checkKeys(config: object, report: Report): void {
  for (const [key, value] of Object.entries(config)) {
    if (!KEYS.some((one) => one === key)) report('unknown-key', key, key, 'Unknown option.', meantKey(key));
    else if (BOOLEANS.some((one) => one === key) && value !== undefined && typeof value !== 'boolean')
      report('wrong-type', key, value, 'Must be true or false.');
  }
}
