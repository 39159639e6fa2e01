import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type FindingId, isAtLeast, rules } from '@corsmith/lint';
import { TRAPS, type TrapId } from '@corsmith/readers';
import { expect, test } from 'vitest';
import { findingExamples, findingIndex, findingPage, lintedExample } from './pages/finding-page.js';

// `npm run docs` writes what these tests compare.

const at = (path: string) => fileURLToPath(new URL(`../../docs/findings/${path}`, import.meta.url));
const isTrap = (id: string): id is TrapId => Object.hasOwn(TRAPS, id);
const ids: readonly FindingId[] = [...rules.map(({ id }) => id), ...Object.keys(TRAPS).filter(isTrap)];
const shown = ids.filter((id) => findingExamples[id] !== undefined);

for (const id of shown)
  test(`docs/findings/${id}.md is what a real run shows, and its fix solves it`, async () => {
    const examples = await Promise.all((findingExamples[id] ?? []).map(lintedExample));
    for (const { file, before, after } of examples) {
      expect([file, before.findings.map((one) => one.id)]).toEqual([file, expect.arrayContaining([id])]);
      expect([file, after.findings.filter((one) => one.id === id || isAtLeast(one.level, 'insecure'))]).toEqual([
        file,
        [],
      ]);
    }
    await expect(findingPage(id, examples)).toMatchFileSnapshot(at(`${id}.md`));
  });

test('docs/findings lists every finding, and has no other page', async () => {
  await expect(findingIndex(ids)).toMatchFileSnapshot(at('README.md'));
  const known = ['README.md', ...shown.map((id) => `${id}.md`)];
  expect(readdirSync(at('')).filter((file) => !known.includes(file))).toEqual([]);
  expect(Object.keys(findingExamples).filter((id) => !ids.some((one) => one === id))).toEqual([]);
});
