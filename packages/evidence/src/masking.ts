import { parseUrl } from '@corsmith/protocol';
import { isSecretField, isSecretName, isSecretNumber, isSecretParameter } from './secret-name.js';
import { maskShapes } from './secret-shapes.js';

export const MASK = '***';

/** A header's value with its secrets masked; the kind of credential stays visible. */
export function maskHeaderValue(name: string, value: string): string {
  if (!isSecretName(name)) return maskText(value.replace(CREDENTIALS, `$1${MASK}`));
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

/** A whole value that is a scheme and a token, in whichever header. */
const CREDENTIALS = /^\s*((?:Bearer|Basic|DPoP) +)[^\s="]+=*\s*$/i;

// Bounded on every side, so that hostile text takes linear time.
const USERINFO = /((?:^|[:\s"'=(<])\/\/)[^\s/?#'"<>]{1,1000}@/g;
const PARAMETER = /([?&#;"'(]|^)([^?&#;=\s'"<>()]{1,100})=([^&#;\s'"<>]+)/g;
/** Also inside a string of JSON, where its quotes are escaped; a body that is cut off ends in the middle of a value. */
const JSON_FIELD = /(?<!\\)(\\{0,3}")([^"\\]{1,100})\1(\s{0,8}:\s{0,8})(?:\1([\s\S]*?)(?:(?<!\\)\1|$)|-?\d{1,20})/g;
const FORM_PART = /(\bname="([^"\r\n]{1,100})"[^\r\n]{0,200}\r?\n\r?\n)([^\r\n]{1,10000})/g;
const XML_ELEMENT = /(<([\w:.-]{1,60})>)([^<>]{1,10000})(?=<\/\2>)/g;
const HEADER_LINE = /\b((?:proxy-)?authorization|(?:set-)?cookie)(\s{0,3}:\s{0,3})([^\r\n"']{1,16000})/gi;
/** A stretch of text that is percent-encoded: a URL or a form inside another one. */
const ENCODED = /[\w.~!*()$,+-]{0,100}%[0-9a-f]{2}[\w.~!*()$,%+-]*/gi;

/** The values in a URL that `maskText` masks by their names, and the password of its user. */
export function secretsOfUrl(text: string): string[] {
  const url = parseUrl(text);
  if (!url) return [];
  const named = [...url.searchParams].filter(([name, value]) => isSecretParameter(name, value));
  return [percentDecoded(url.password), ...named.map(([, value]) => value)];
}

/** How deep encodings are looked into: `%253D` is two. */
const DEEPEST = 3;

/**
 * Text with the secrets in it masked: by their names the user of a URL, parameters of URLs and forms, fields of JSON and
 * elements of XML, also inside percent-encoded text; by their form tokens of known issuers and `Bearer …`.
 */
export const maskText = (text: string): string => masked(text, DEEPEST);

function masked(text: string, depth: number): string {
  const named = maskedFields(text)
    .replace(USERINFO, `$1${MASK}@`)
    .replace(PARAMETER, (whole, before, name, value) =>
      isSecretParameter(percentDecoded(name), value) ? `${before}${name}=${MASK}` : whole,
    )
    .replace(FORM_PART, (whole, head, name) => (isSecretName(name) ? `${head}${MASK}` : whole))
    .replace(XML_ELEMENT, (whole, open, name) => (isSecretName(name) ? `${open}${MASK}` : whole))
    .replace(HEADER_LINE, (_, name, colon, value) => `${name}${colon}${maskHeaderValue(name, value)}`);
  const shaped = maskShapes(named, MASK);
  return depth === 0 || !shaped.includes('%') ? shaped : shaped.replace(ENCODED, (run) => maskedInside(run, depth));
}

/** Fields of JSON, and those of the JSON that is the value of one. */
const maskedFields = (text: string): string =>
  text.replace(JSON_FIELD, (whole, quote, name, colon, value?: string) => {
    if (value === '') return whole;
    const isSecret = value === undefined ? isSecretNumber(name) : isSecretField(name, value);
    if (isSecret) return `${quote}${name}${quote}${colon}${quote}${MASK}${quote}`;
    return value?.includes('"') ? whole.replace(value, () => maskedFields(value)) : whole;
  });

/** The run as it was, unless it holds a secret once it is decoded. */
function maskedInside(run: string, depth: number): string {
  const decoded = percentDecoded(run);
  const inner = masked(decoded, depth - 1);
  return inner === decoded ? run : percentEncoded(inner);
}

/** Each byte as the character of its number, so that what is no UTF-8 survives both ways. */
const percentDecoded = (text: string): string =>
  text.replace(/%[0-9a-f]{2}/gi, (triplet) => String.fromCharCode(Number.parseInt(triplet.slice(1), 16)));

const percentEncoded = (bytes: string): string =>
  bytes.replace(/[^\w.~*-]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
