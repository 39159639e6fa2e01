import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paint } from '../src/terminal/paint.js';

test('painted lines have no control characters but line ends', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(paint([[['bad', text], text]], 'plain').slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});
