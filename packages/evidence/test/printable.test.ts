import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable, printableJson, printableLine } from '../src/printable.js';
import { hostileText, RUNNER_COMMAND } from './hostile-text.js';

/** What a terminal would obey, and what reorders or hides text. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const anyText = fc.string({
  unit: fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    fc.constantFrom('\x1b', '\x9b', '\r', '\u202e', '\u200b', '\u{e0041}'),
  ),
});

test('printed text has no character that a terminal obeys, and keeps its positions', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(printable(text)).not.toMatch(UNSAFE);
      expect(printable(text)).toHaveLength(text.length);
    }),
  );
});

test('JSON has none either, and loses nothing', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const json = printableJson({ text, list: [text] });
      expect(json.replaceAll('\n', '')).not.toMatch(UNSAFE);
      expect(JSON.parse(json)).toEqual({ text, list: [text] });
    }),
  );
});

test('bytes are base64 in JSON', () => {
  expect(JSON.parse(printableJson({ body: new Uint8Array([0, 255]) }))).toEqual({ body: { base64: 'AP8=' } });
});

test('JSON has no command of a CI runner, and loses nothing by it', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      for (const json of [printableJson({ text }), printableLine({ text })]) {
        expect(JSON.parse(json)).toEqual({ text });
        expect(json).not.toMatch(RUNNER_COMMAND);
      }
    }),
  );
});
