import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';
import { catalogues } from '../lists/catalogues.mjs';
import { entryIn } from '../lists/read-entries.mjs';
import { filesOf, KINDS, nameOf, problemWith } from '../new/entry-files.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const textsOf = (kind: string, id: string) =>
  filesOf(kind, id).map(({ path, template, filledIn }) => ({
    path,
    text: filledIn(readFileSync(`${root}setup/templates/${template}`, 'utf8')),
  }));

test.each(KINDS)('a new %s is complete TypeScript, with a test that says what is missing', (kind) => {
  const files = textsOf(kind, 'my-entry');
  for (const { path, text } of files.filter((file) => file.path.endsWith('.ts')))
    expect(parseSync(path, text).errors, path).toEqual([]);
  // A cause is tested by the servers that show it, all in one test.
  if (kind !== 'cause') {
    expect(files.filter(({ path }) => path.endsWith('my-entry.test.ts'))).toHaveLength(1);
    expect(files.find(({ path }) => path.endsWith('.test.ts'))?.text).toContain('my-entry is finished');
  }
  expect(files.some(({ path }) => path.includes('/test/'))).toBe(true);
  expect(files.map(({ text }) => text).join()).not.toMatch(/entry-id|entryName/);
});

test.each(KINDS)('a new %s is a draft, which no list holds', (kind) => {
  for (const { path, text } of textsOf(kind, 'my-entry')) {
    const catalogue = catalogues.find(({ folder }) => path.startsWith(`${folder}/`));
    if (catalogue) expect(entryIn(path, text, catalogue)).toMatchObject({ id: 'my-entry', draft: true });
  }
});

test('wrong arguments are refused with a sentence', () => {
  expect(problemWith(undefined, undefined)).toMatch(/^Usage: npm run new -- stack\|cause\|/);
  expect(problemWith('frob', 'x')).toMatch(/^Unknown kind 'frob'\. Choose one of stack, cause, /);
  expect(problemWith('stack', '../x')).toMatch(/^'\.\.\/x' is not a valid id\./);
  expect(problemWith('stack', 'my-stack')).toBeUndefined();
});

test('a reserved word is no name of a constant', () => {
  expect(nameOf('stack', 'my-stack-2')).toBe('myStack2');
  expect(nameOf('command', 'delete')).toBe('deleteCommand');
});
