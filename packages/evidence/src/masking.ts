import { isSecretName } from './secret-name.js';

export const MASK = '***';

/** A header's value with its secrets masked; what tells the kind of credential stays. */
export function maskHeaderValue(name: string, value: string): string {
  if (!isSecretName(name)) return maskText(value);
  switch (name.toLowerCase()) {
    case 'authorization':
    case 'proxy-authorization':
      return value.replace(/^(\S{1,20} +)?[\s\S]+$/, `$1${MASK}`);
    case 'cookie':
      return value.replace(/(^|;)([^=;]{0,200}=)?[^;]*/g, `$1$2${MASK}`);
    case 'set-cookie':
      return value.replace(/^([^=;]{0,200}=)?[^;]*/, `$1${MASK}`);
    default:
      return value === '' ? '' : MASK;
  }
}

// Bounded on every side, so that hostile text takes linear time.
const USERINFO = /:\/\/[^\s/?#'"@]{1,1000}@/g;
const PARAMETER = /([?&#;]|^)([^?&#;=\s'"<>]{1,100})=([^&#;\s'"<>]+)/g;
const JSON_FIELD = /"([^"\\]{1,100})"(\s{0,8}:\s{0,8})"(?:[^"\\]|\\.){1,10000}"/g;

/** Text with the secrets in it masked by their names: the user of a URL, parameters of URLs and forms, fields of JSON. */
export const maskText = (text: string): string =>
  text
    .replace(USERINFO, `://${MASK}@`)
    .replace(PARAMETER, (whole, before, name) =>
      isSecretName(percentDecoded(name)) ? `${before}${name}=${MASK}` : whole,
    )
    .replace(JSON_FIELD, (whole, name, colon) => (isSecretName(name) ? `"${name}"${colon}"${MASK}"` : whole));

const percentDecoded = (text: string): string =>
  text.replace(/%[0-9a-f]{2}/gi, (triplet) => String.fromCharCode(Number.parseInt(triplet.slice(1), 16)));
