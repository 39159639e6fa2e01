import { readdirSync, readFileSync } from 'node:fs';
import { render, stacks } from '@corsmith/stacks';
import { expect, test } from 'vitest';
import { indexPage, samplePolicy, stackPage } from '../stack-page.mjs';

const folder = new URL('../../docs/stacks/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const recipes = stacks.map(({ id }) => [id, render(samplePolicy, id)] as const);

test.each(recipes)('docs/stacks/%s.md says what the recipe says (else: npm run docs)', (id, recipe) => {
  expect(read(`${id}.md`)).toBe(stackPage(recipe));
});

test('every stack has a page, and no page is left over', () => {
  expect(readdirSync(folder).sort()).toEqual([...recipes.map(([id]) => `${id}.md`), 'README.md'].sort());
  expect(read('README.md')).toBe(indexPage(recipes));
});
