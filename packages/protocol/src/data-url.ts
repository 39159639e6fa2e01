import { byteLowercase } from './byte-case.js';
import { mimeEssence, mimeParameters, serializeMimeType } from './mime-type.js';

/** What a `data:` URL holds. */
export interface DataUrl {
  /** As it is written in a Content-Type. */
  readonly mimeType: string;
  readonly body: Uint8Array;
  readonly isBase64: boolean;
}

/** The type that a `data:` URL names, as an engine writes it, or undefined where the engine refuses it. */
export type SerializeType = (essence: string, type: string) => string | undefined;

/** A parsed MIME type: of parameters of one name the first counts. https://mimesniff.spec.whatwg.org/#parse-a-mime-type */
const standardType: SerializeType = (essence, type) => {
  const parameters = new Map<string, string>();
  for (const [name, value] of mimeParameters(type)) {
    const key = byteLowercase(name);
    if (!parameters.has(key)) parameters.set(key, value);
  }
  return serializeMimeType(essence, parameters);
};

/**
 * What the URL holds, its fragment aside, or undefined where it can't be read.
 * https://fetch.spec.whatwg.org/#data-url-processor
 */
export function processDataUrl(url: string, serializeType = standardType): DataUrl | undefined {
  const [input = ''] = url.slice('data:'.length).split('#', 1);
  const comma = input.indexOf(',');
  if (comma < 0) return undefined;
  const given = trimmed(input.slice(0, comma));
  const isBase64 = BASE64.test(given);
  const bytes = percentDecode(input.slice(comma + 1));
  const body = isBase64 ? forgivingBase64Decode(bytes) : bytes;
  const type = isBase64 ? given.replace(BASE64, '') : given;
  const full = type.startsWith(';') ? `text/plain${type}` : type;
  const essence = mimeEssence(full);
  const mimeType = essence === undefined ? 'text/plain;charset=US-ASCII' : serializeType(essence, full);
  if (body === undefined || mimeType === undefined) return undefined;
  return { mimeType, body: Uint8Array.from(body, (char) => char.charCodeAt(0)), isBase64 };
}

const BASE64 = /; *base64$/i;

const trimmed = (text: string): string =>
  text.replace(/^[\t\n\f\r ]+/, '').replace(/(?<![\t\n\f\r ])[\t\n\f\r ]+$/, '');

/** As an isomorphic string: one char per byte. https://url.spec.whatwg.org/#percent-decode */
const percentDecode = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));

/** https://infra.spec.whatwg.org/#forgiving-base64-decode */
function forgivingBase64Decode(text: string): string | undefined {
  try {
    return atob(text);
  } catch {
    return undefined;
  }
}
