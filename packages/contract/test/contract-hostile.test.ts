import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ContractError, type ReadOptions, readContract } from '../src/index.js';

const bomb = `a: &a [x, x, x, x, x, x, x, x, x]
${[...'bcdefghijklmnop'].map((name, i) => `${name}: &${name} [${`*${'abcdefghijklmno'[i]}, `.repeat(9)}]`).join('\n')}
`;

/** What must be refused, and with which code. */
const hostile: Readonly<Record<string, readonly [text: string, code: string]>> = {
  'aliases that unfold to billions': [bomb, 'too-large'],
  'the same as policy': [`${bomb}policy: *p\n`, 'too-large'],
  'long texts that unfold': [`a: &a ${'x'.repeat(500_000)}\nb: [${'*a, '.repeat(1000)}]`, 'too-large'],
  'an anchor that contains itself': ['policy: &p\n  origins: *p\n', 'alias'],
  'an alias of nothing': ['policy: *none\n', 'alias'],
  'ten megabytes': ['endpoints:\n'.padEnd(10_000_000, '  - url: https://api.example.com/users\n'), 'too-large'],
  'ten thousand unknown keys': [Array.from({ length: 10_000 }, (_, i) => `k${i}: 1`).join('\n'), 'unknown-key'],
  'brackets that never close': ['['.repeat(5_000), 'syntax'],
  'lists in lists': [`a: ${'['.repeat(200)}${']'.repeat(200)}`, 'too-large'],
  'ten thousand problems of syntax': ['- }\n'.repeat(10_000), 'syntax'],
  'variables that fill in to gigabytes': [
    `policy: { origins: ['*'] }\nenvironments: { e: { A: ${'x'.repeat(200_000)} } }\nendpoints: [{ url: "${'$\u007bA}'.repeat(100_000)}" }]`,
    'too-large',
  ],
};

for (const [name, [text, code]] of Object.entries(hostile))
  test(`${name}: a clear error within a second`, () => {
    const began = process.cpuUsage();
    const error = refusalOf(text, text.includes('{ e: {') ? { environment: 'e' } : {});
    const { user } = process.cpuUsage(began);
    expect(error?.problems.map((problem) => problem.code)).toContain(code);
    expect(error?.problems.length).toBeLessThanOrEqual(200);
    expect(error?.message.length).toBeLessThan(10_000);
    // Of the processor alone: a busy machine is no failure.
    expect(user / 1000).toBeLessThan(1000);
  });

test('a key that JavaScript knows is one like any other', () => {
  const error = refusalOf('__proto__: { policy: 1 }\nconstructor: 1\npolicy: { origins: "*" }\n');
  expect(error?.problems.map(({ code, path }) => [code, path])).toEqual([
    ['unknown-key', '__proto__'],
    ['missing', 'endpoints'],
    ['unknown-key', 'constructor'],
  ]);
});

const anyValue = fc.jsonValue({ maxDepth: 3 });
const keys = [
  'policy',
  'endpoints',
  'denied',
  'environments',
  'url',
  'methods',
  'headers',
  'origins',
  'direct',
  'credentials',
];
const anyContract = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  anyValue.map((value) => JSON.stringify(value)),
  fc
    .record(
      Object.fromEntries(
        keys
          .slice(0, 4)
          .map((key) => [key, fc.oneof(anyValue, fc.array(fc.dictionary(fc.constantFrom(...keys), anyValue)))]),
      ),
    )
    .map((value) => JSON.stringify(value)),
);

test('nothing makes it throw anything but its own error, with places inside the text', () => {
  fc.assert(
    fc.property(anyContract, (text) => {
      const error = refusalOf(text);
      const lines = text.split('\n').length;
      for (const { line, column } of error?.problems ?? []) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines + 1);
        expect(column).toBeGreaterThanOrEqual(1);
      }
    }),
    { numRuns: 60 },
  );
});

function refusalOf(text: string, options: ReadOptions = {}): ContractError | undefined {
  try {
    readContract(text, options);
    return undefined;
  } catch (error) {
    if (error instanceof ContractError) return error;
    throw error;
  }
}
