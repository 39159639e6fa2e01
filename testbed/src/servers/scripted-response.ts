import type { HeaderList } from '@corsmith/protocol';

/** What a scripted server does with one request, as plain data. */
export type ScriptedResponse =
  | {
      readonly kind: 'response';
      /** 100 to 599. Below 200 nothing follows the head: the server resets the connection. */
      readonly status: number;
      /** Sent byte for byte, one line each, in this order. Content-Length is added. */
      readonly headers: HeaderList;
      readonly body?: SampleBody;
    }
  /**
   * Resets the connection without a byte. (An orderly end says less: what Chromium and Firefox make of it depends on
   * whether the connection has served before, and so on chance.)
   */
  | { readonly kind: 'drop' };

/** Bodies that a browser can use: a script that runs, an image and a font that decode. Default `text`. */
export type SampleBody = 'text' | 'script' | 'image' | 'font' | 'events';

/** What a path of a scripted server responds with: to a preflight, and to anything else. */
export interface Leg {
  readonly preflight: ScriptedResponse;
  readonly actual: ScriptedResponse;
}

// A font of one glyph, made with fontTools' FontBuilder for this test bed.
const FONT =
  'AAEAAAAKAIAAAwAgT1MvMkE4QXkAAAEoAAAAYGNtYXAADACUAAABkAAAADRnbHlm9/UzCAAAAcwAAAAYaGVhZC9hCzoAAACsAAAA' +
  'NmhoZWEFFgEuAAAA5AAAACRobXR4AfQAAAAAAYgAAAAGbG9jYQAMAAAAAAHEAAAABm1heHAABAAFAAABCAAAACBuYW1lAJlcyAAA' +
  'AeQAAAA8cG9zdAADAAAAAAIgAAAAIAABAAAAAQAAxPbgnV8PPPUAAwQAAAAAAOcrZCcAAAAA5ytkJwAAAAAB9AH0AAAAAwACAAAA' +
  'AAAAAAEAAAMg/zgAAAH0AAAAAAH0AAEAAAAAAAAAAAAAAAAAAAABAAEAAAACAAMAAQAAAAAAAgAAAAAAAAAAAAAAAAAAAAAAAwH0' +
  'AZAABQAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAPz8/PwAAAEEAQQAAAAAAAAAAAAAA' +
  'AAAAAAAAAAAAAAAAAAAgAAAB9AAAAAAAAAAAAAIAAAADAAAAFAADAAEAAAAUAAQAIAAAAAQABAABAAAAQf//AAAAQf///8AAAQAA' +
  'AAAAAAAAAAwAAAABAAAAAAH0AfQAAgAAMREBAfQB9P4MAAAAAAQANgABAAAAAAABAAEAAAABAAAAAAACAAEAAQADAAEECQABAAIA' +
  'AgADAAEECQACAAIABFRSAFQAUgADAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

const SAMPLES: Readonly<Record<SampleBody, Buffer>> = {
  text: Buffer.from('ok'),
  script: Buffer.from('void 0;'),
  image: Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
  font: Buffer.from(FONT, 'base64'),
  events: Buffer.from('data: 1\n\n'),
};

/** The header lines as they go over the wire in response to `method`. */
export function wireHeaders(response: ScriptedResponse & { kind: 'response' }, method: string): HeaderList {
  const length = contentLength(response, method);
  return length === undefined ? response.headers : [...response.headers, ['Content-Length', String(length)]];
}

/** The whole response as bytes. */
export function serialize(response: ScriptedResponse & { kind: 'response' }, method: string): Buffer {
  const lines = wireHeaders(response, method).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(`HTTP/1.1 ${response.status} X\r\n${lines.join('')}\r\n`, 'latin1');
  return contentLength(response, method) ? Buffer.concat([head, SAMPLES[response.body ?? 'text']]) : head;
}

/**
 * Undefined where a response has no body at all. HEAD has none either, but says 0: Firefox sends a request again that was
 * responded to with 421, forgets then that it was a HEAD, and would wait for the body for ever.
 */
function contentLength({ status, body }: ScriptedResponse & { kind: 'response' }, method: string): number | undefined {
  if (status < 200 || status === 204 || status === 304) return undefined;
  return method === 'HEAD' ? 0 : SAMPLES[body ?? 'text'].length;
}
