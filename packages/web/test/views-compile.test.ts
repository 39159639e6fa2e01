import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from 'svelte/compiler';
import { expect, test } from 'vitest';

const sources = join(import.meta.dirname, '..', 'src');
const views = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.svelte'));

/** The page is built only where browsers test it; a view that does not compile shows here. */
test.each(views)('%s compiles without a warning', (file) => {
  const { warnings } = compile(readFileSync(join(sources, file), 'utf8'), { filename: file, generate: 'client' });
  expect(warnings.map(({ message }) => message)).toEqual([]);
});
