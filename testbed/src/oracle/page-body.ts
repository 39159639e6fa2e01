import type { EngineWithBrowser, PageBody, PageStep } from '../browsers/browser.js';

/** A body as `simulate` takes it: the bytes, and the Content-Type that its kind brings where the page sets none. */
interface EncodedBody {
  readonly content?: string | Uint8Array;
  readonly type?: string;
  readonly duplex?: 'half';
}

const FORM_BOUNDARY = '----corsmith-form-boundary';

/**
 * What an engine makes of a page's body before any request is made, and so before `simulate` has its say.
 * https://fetch.spec.whatwg.org/#concept-bodyinit-extract
 */
export function encodeBody(step: PageStep, engine: EngineWithBrowser): EncodedBody {
  if (!step.body) return {};
  const encoded = extract(step.body, engine);
  if (step.initiator !== 'xhr') return encoded;
  if (/^(get|head)$/i.test(step.method ?? 'GET')) {
    // XHR takes no body with these methods. WebKit still names the type of URLSearchParams.
    return engine === 'webkit' && step.body.kind === 'params' && encoded.type ? { type: encoded.type } : {};
  }
  // In XHR a blob's type counts only where it is a MIME type.
  return step.body.kind === 'blob' && engine !== 'firefox' && !encoded.type?.includes('/')
    ? { ...encoded, type: '' }
    : encoded;
}

function extract({ kind, text, type = '' }: PageBody, engine: EngineWithBrowser): EncodedBody {
  switch (kind) {
    case 'text':
      return { content: text };
    case 'stream':
      // Firefox has no such bodies and takes the object for a text.
      return engine === 'firefox' ? { content: '[object ReadableStream]' } : { content: text, duplex: 'half' };
    case 'params':
      return { content: `${new URLSearchParams({ text })}`, type: 'application/x-www-form-urlencoded;charset=UTF-8' };
    case 'form': {
      const part = `Content-Disposition: form-data; name="text"\r\n\r\n${text}\r\n`;
      return {
        // No text: XHR does not correct its type.
        content: Buffer.from(`--${FORM_BOUNDARY}\r\n${part}--${FORM_BOUNDARY}--\r\n`, 'latin1'),
        type: `multipart/form-data; boundary=${FORM_BOUNDARY}`,
      };
    }
    case 'blob':
      return { content: Buffer.from(text, 'latin1'), type };
    case 'buffer':
      return { content: Buffer.from(text, 'latin1') };
  }
}
