import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const at = (path: string) => new URL(`../${path}`, import.meta.url);
const { exports } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
const readme = readFileSync(at('README.md'), 'utf8');
const adapters = readdirSync(at('src/adapters')).map((file) => file.replace('.ts', ''));

test.each(adapters)('the adapter %s is exported, for import and require, and the README names it', (id) => {
  expect(exports[`./${id}`]).toEqual({
    import: { types: `./dist/adapters/${id}.d.ts`, default: `./dist/adapters/${id}.js` },
    require: { types: `./dist/cjs/adapters/${id}.d.ts`, default: `./dist/cjs/adapters/${id}.js` },
  });
  expect(readme).toContain(`\`@corsmith/server/${id}\``);
});
