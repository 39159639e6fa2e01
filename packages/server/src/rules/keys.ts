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
  ...BOOLEANS,
];

/** What other packages call these. */
const ELSEWHERE: Readonly<Record<string, PolicyKey>> = {
  alloworigins: 'origins',
  allowedorigins: 'origins',
  allowmethods: 'methods',
  allowedmethods: 'methods',
  headers: 'requestHeaders',
  allowheaders: 'requestHeaders',
  allowedheaders: 'requestHeaders',
  exposeheaders: 'responseHeaders',
  exposedheaders: 'responseHeaders',
  allowcredentials: 'credentials',
  supportscredentials: 'credentials',
};

/** The option that a key of another name was most likely meant to be. */
export const meantKey = (key: string): PolicyKey | undefined =>
  ELSEWHERE[key.toLowerCase().replace(/[_-]/g, '')] ?? nearest(key.replace(/[_-]/g, ''), KEYS);

/** Every key is one of the policy's, and every switch is true or false. */
export function checkKeys(config: object, report: Report): void {
  for (const [key, value] of Object.entries(config)) {
    if (!(KEYS as readonly string[]).includes(key))
      report('unknown-key', key, key, 'There is no such option. Did you mean another?', meantKey(key));
    else if ((BOOLEANS as readonly string[]).includes(key) && value !== undefined && typeof value !== 'boolean')
      report('wrong-type', key, value, 'This is true or false.');
  }
}
