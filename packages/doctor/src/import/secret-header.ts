import { byteLowercase } from '@corsmith/protocol';

/** Parts of names such as X-Api-Key, X-Auth-Token and X-CSRF-Token. */
const SECRET_PARTS = [
  'auth',
  'token',
  'secret',
  'apikey',
  'cookie',
  'session',
  'password',
  'credential',
  'csrf',
  'xsrf',
  'signature',
  'jwt',
];

/** Whether a request header's value is likely to be a secret. */
export function isSecretHeader(name: string): boolean {
  const letters = byteLowercase(name).replace(/[^a-z]/g, '');
  return letters !== 'authority' && (SECRET_PARTS.some((part) => letters.includes(part)) || /(^|-)key$/i.test(name));
}
