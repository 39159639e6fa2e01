import type { PageRequest } from '@corsmith/protocol';
import type { Words } from './engines/engine.js';
import type { StreamFault } from './init-fault.js';

/** A body as `simulate` takes it, and the stream that is sent in its place. */
export interface PageBody {
  readonly page: Pick<PageRequest, 'body' | 'bodyType' | 'duplex'>;
  readonly stream: ReadableStream<Uint8Array> | undefined;
  readonly fault?: StreamFault | undefined;
}

/** https://fetch.spec.whatwg.org/#concept-bodyinit-extract, of `init`, or of `request` where `init` has no body. */
export async function readBody(
  { body, duplex, keepalive }: RequestInit & { duplex?: string },
  request: Request | undefined,
  { streamIsText }: Words,
): Promise<PageBody> {
  if (request?.body) return { page: { body: await bytesOf(request) }, stream: undefined };
  if (body === undefined || body === null) return { page: {}, stream: undefined };
  if (isStream(body)) {
    if (streamIsText) return { page: { body: String(body) }, stream: undefined };
    const page = { body: new Uint8Array(), duplex: 'half' } as const;
    return { page, stream: body, fault: streamFault(body, duplex, keepalive) };
  }
  if (typeof body === 'string') return { page: { body }, stream: undefined };
  const extracted = new Response(body);
  const bodyType = extracted.headers.get('content-type');
  return {
    page: { body: await bytesOf(extracted), ...(bodyType === null ? {} : { bodyType }) },
    stream: undefined,
  };
}

function streamFault(body: ReadableStream, duplex: unknown, keepalive: unknown): StreamFault | undefined {
  if (keepalive) return { kind: 'stream-keepalive' };
  if (body.locked) return { kind: 'stream-locked' };
  return duplex === undefined ? { kind: 'stream-duplex' } : undefined;
}

const isStream = (body: BodyInit): body is ReadableStream<Uint8Array> =>
  typeof body === 'object' && 'getReader' in body && typeof body.getReader === 'function';

const bytesOf = async (carrier: Request | Response): Promise<Uint8Array> => new Uint8Array(await carrier.arrayBuffer());
