import { byteLowercase } from '../byte-case.js';
import type { SerializeType } from '../data-url.js';
import { isToken, normalizeValue } from '../header-list.js';

/**
 * Chromium puts the charset last, and refuses one that is no token. Other parameters stay as they are written, also those of
 * a name that was there before; a quotation mark that is missing at the end is added.
 */
export const chromiumDataType: SerializeType = (essence, type) => {
  const parameters: string[] = [];
  let charset = '';
  for (const part of type.split(';').slice(1)) {
    const [, name, value] = /^([^=\s]+)=(.*)$/s.exec(normalizeValue(part)) ?? [];
    if (name === undefined || value === undefined) continue;
    if (byteLowercase(name) !== 'charset') parameters.push(`${name}=${closed(value)}`);
    else if (charset === '') charset = value.replace(/^"(.*)"$/s, '$1');
  }
  if (charset !== '' && !isToken(charset)) return undefined;
  return [essence, ...parameters, ...(charset === '' ? [] : [`charset=${charset}`])].join(';');
};

const closed = (value: string): string => (/^"(?:[^"\\]|\\.)*\\?$/s.test(value) ? `${value}"` : value);
