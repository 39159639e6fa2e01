/** Writes docs/stacks: a page for every stack of the catalogue. Run by `npm run docs`, after a build. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { render, stacks } from '@corsmith/stacks';
import { indexPage, samplePolicy, stackPage } from './stack-page.mjs';

const folder = new URL('../docs/stacks/', import.meta.url);
const recipes = stacks.map(({ id }) => [id, render(samplePolicy, id)]);

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) rmSync(new URL(name, folder));
for (const [id, recipe] of recipes) writeFileSync(new URL(`${id}.md`, folder), stackPage(recipe));
writeFileSync(new URL('README.md', folder), indexPage(recipes));
