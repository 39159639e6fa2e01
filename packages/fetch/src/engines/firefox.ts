import { byteLowercase, type PageRequest } from '@corsmith/protocol';
import type { InitFault } from '../init-fault.js';
import { emptyStream, type Refusal, type Words } from './engine.js';
import { refusedHeader } from './refused-header.js';

const inFetch = (text: string): TypeError => new TypeError(`Window.fetch: ${text}`);

/** Firefox ESR 153. */
export const firefox: Words = {
  failed: 'NetworkError when attempting to fetch resource.',
  notUrl: (text) => inFetch(`${text} is not a valid URL.`).message,
  streamIsText: true,
  looksAtModeFirst: true,
  nullBody: emptyStream,
  faulty(fault) {
    const text = faultWords(fault);
    return text === undefined ? undefined : inFetch(text);
  },
  refused({ code, page, headersAre }) {
    switch (code) {
      case 'InvalidMethod':
        return inFetch(method(page.method ?? 'GET'));
      case 'InvalidHeader':
        return inFetch(header(page, headersAre));
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

function faultWords(fault: InitFault): string | undefined {
  switch (fault.kind) {
    case 'enumeration':
      return fault.member === 'duplex'
        ? undefined
        : `'${fault.value}' (value of '${fault.member}' member of RequestInit) is not a valid value for enumeration ${fault.type}.`;
    case 'headers':
      return "'headers' member of RequestInit could not be converted to any of: sequence<sequence<ByteString>>, record<ByteString, ByteString>.";
    case 'header-element':
      return "Element of sequence<sequence<ByteString>> branch of (sequence<sequence<ByteString>> or record<ByteString, ByteString>) can't be converted to a sequence.";
    case 'header-pair':
      return 'Headers require name/value tuples when being initialized by a sequence.';
    case 'signal':
      return `'signal' member of RequestInit ${fault.isObject ? 'does not implement interface AbortSignal' : 'is not an object'}.`;
    case 'navigate':
      return 'Invalid request mode navigate.';
    case 'referrer':
      return `Invalid referrer URL ${fault.value}.`;
    default:
      // A stream is text, and window is not looked at.
      return undefined;
  }
}

function method(name: string): string {
  const index = [...name].findIndex((char) => char.charCodeAt(0) > 0xff);
  if (index < 0) return `Invalid request method ${asUtf8(name)}.`;
  return `Cannot convert 'method' member of RequestInit to ByteString because the character at index ${index} has value ${name.charCodeAt(index)} which is greater than 255.`;
}

function header(page: PageRequest, headersAre: Refusal['headersAre']): string {
  const { name, value, wrong, inName, index, charCode } = refusedHeader(page);
  if (wrong === 'character') {
    const part =
      headersAre === 'sequence'
        ? 'element of element of sequence<sequence<ByteString>> branch of'
        : inName
          ? 'key of record<ByteString, ByteString> branch of'
          : 'value in record<ByteString, ByteString> branch of';
    return `Cannot convert ${part} (sequence<sequence<ByteString>> or record<ByteString, ByteString>) to ByteString because the character at index ${index} has value ${charCode} which is greater than 255.`;
  }
  return `${asUtf8(wrong === 'name' ? byteLowercase(name) : value)} is an invalid header ${wrong}.`;
}

/** The bytes read as UTF-8, up to a NUL. */
const asUtf8 = (bytes: string): string => new TextDecoder().decode(Buffer.from(bytes.replace(/\0.*$/s, ''), 'latin1'));
