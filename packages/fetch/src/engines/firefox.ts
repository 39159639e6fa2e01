import { byteLowercase, type PageRequest } from '@corsmith/protocol';
import type { Words } from './engine.js';
import { refusedHeader } from './refused-header.js';

const inFetch = (text: string): TypeError => new TypeError(`Window.fetch: ${text}`);

/** Firefox ESR 153. */
export const firefox: Words = {
  failed: 'NetworkError when attempting to fetch resource.',
  notUrl: (text) => inFetch(`${text} is not a valid URL.`).message,
  streamIsText: true,
  refused({ code, page }) {
    switch (code) {
      case 'InvalidMethod':
        return inFetch(`Invalid request method ${asUtf8(page.method ?? 'GET')}.`);
      case 'InvalidHeader':
        return inFetch(header(page));
      case 'BodyNotAllowed':
        return inFetch('HEAD or GET Request cannot have a body.');
      case 'UrlContainsCredentials':
        return inFetch(`${page.url} is an url with embedded credentials.`);
      case 'DisallowedByMode':
        return page.cache === 'only-if-cached' && page.mode !== 'same-origin'
          ? inFetch(
              `Request mode '${page.mode ?? 'cors'}' was used, but request cache mode 'only-if-cached' can only be used with request mode 'same-origin'.`,
            )
          : undefined;
      default:
        return undefined;
    }
  },
};

function header(page: PageRequest): string {
  const { name, value, wrong, index, charCode } = refusedHeader(page);
  if (wrong === 'character')
    return (
      'Cannot convert element of element of sequence<sequence<ByteString>> branch of ' +
      '(sequence<sequence<ByteString>> or record<ByteString, ByteString>) to ByteString because the character at ' +
      `index ${index} has value ${charCode} which is greater than 255.`
    );
  return `${asUtf8(wrong === 'name' ? byteLowercase(name) : value)} is an invalid header ${wrong}.`;
}

/** The bytes read as UTF-8, up to a NUL. */
const asUtf8 = (bytes: string): string => new TextDecoder().decode(Buffer.from(bytes.replace(/\0.*$/s, ''), 'latin1'));
