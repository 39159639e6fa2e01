import { isSecretName } from '@corsmith/doctor';
import { type HeaderList, isHeaderName } from '@corsmith/protocol';

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

/** Shorter ones would be found by chance in harmless text. */
const SHORTEST_LITERAL = 8;

/**
 * The same plain data with every secret masked. `headers` are those that the person gave: their secrets are masked
 * wherever they turn up, for instance where a server sends them back.
 */
export function maskSecrets<T>(data: T, headers: HeaderList = []): T {
  const literals = headers
    .filter(([name]) => isSecretName(name))
    .flatMap(([, value]) => [value, ...value.split(/[\s;=]+/)])
    .filter((literal) => literal.length >= SHORTEST_LITERAL)
    .sort((a, b) => b.length - a.length);
  const mask = (text: string) => maskText(literals.reduce((masked, literal) => masked.replaceAll(literal, MASK), text));
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return mask(value);
    if (isHeader(value)) return [value[0], mask(maskHeaderValue(value[0], value[1]))];
    if (Array.isArray(value)) return value.map(walk);
    if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(data) as T;
}

/** A pair of strings is a header line wherever a diagnosis has one. */
const isHeader = (value: unknown): value is readonly [string, string] =>
  Array.isArray(value) &&
  value.length === 2 &&
  value.every((part) => typeof part === 'string') &&
  isHeaderName(value[0] ?? '');
