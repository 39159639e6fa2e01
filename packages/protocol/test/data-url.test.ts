import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { processDataUrl } from '../src/index.js';

/** https://fetch.spec.whatwg.org/#data-url-processor */
describe('a data: URL', () => {
  test.each([
    ['data:,x', 'text/plain;charset=US-ASCII'],
    ['data:IMAGE/gif,x', 'image/gif'],
    ['data:;charset="x",X', 'text/plain;charset=x'],
    ['data:; charset=x,X', 'text/plain;charset=x'],
    ['data:text/plain;A=B;a=c,', 'text/plain;a=B'],
    ['data:x/y;a="b c";d=,', 'x/y;a="b c"'],
    ['data:x/y; a=b ; base64,eA==', 'x/y;a=b'],
    ['data:nonsense;a=b,', 'text/plain;charset=US-ASCII'],
  ])('%s is %s', (url, type) => {
    expect(processDataUrl(url)?.mimeType).toBe(type);
  });

  test.each(['data:x', 'data:', 'data:;base64,e', 'data:;base64,eA=', 'data:;base64,*'])('%s holds nothing', (url) => {
    expect(processDataUrl(url)).toBeUndefined();
  });

  test('holds what was written into it, and its fragment is no part of it', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const base64 = Buffer.from(bytes).toString('base64');
        const escaped = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
        for (const url of [`data:x/y;base64,${base64}#f`, `data:x/y,${escaped}#f`])
          expect([...(processDataUrl(url)?.body ?? [])]).toEqual([...bytes]);
      }),
    );
  });
});
