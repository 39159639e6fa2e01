import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePlaceOf, render, stacks } from '../../src/index.js';
import { insertRecipe } from '../../src/write/insert-recipe.js';
import { editOf, refusal } from './edited.js';

const LINES = [
  'const x = 1;',
  '',
  '// cors',
  'app.get("/", (a, b) => b.send(1));',
  'function f() { return app; }',
  '/* app */',
  "import y from 'y';",
  'class A { b() {} }',
  '\u{1f600}',
  'if (x) {',
  '}',
  '`$`;',
];
const program = fc.array(fc.constantFrom(...LINES), { maxLength: 8 });
const origins = fc.uniqueArray(fc.constantFrom('https://a.example', 'https://*.b.example', 'http://localhost:*'), {
  minLength: 1,
});

test('an edit only adds lines, is the same with CRLF and a byte order mark, and is not repeated', async () => {
  await fc.assert(
    fc.asyncProperty(
      program,
      program,
      origins,
      fc.constantFrom('express', 'hono', 'koa'),
      async (before, after, list, stack) => {
        const [named, made] = {
          express: ['express', 'express()'],
          hono: ['{ Hono }', 'new Hono()'],
          koa: ['Koa', 'new Koa()'],
        }[stack]!;
        const lines = [`import ${named} from '${stack}';`, ...before, `const app = ${made};`, ...after, ''];
        const recipe = render({ origins: list }, stack);
        const edit = await insertRecipe(recipe, 'app.mjs', lines.join('\n'));
        if (edit.kind !== 'edited') return void expect(edit.kind).toBe('refused');
        const rows = edit.text.split('\n');
        for (const line of lines) expect(rows.splice(0, rows.indexOf(line) + 1)).toContain(line);
        expect(await insertRecipe(recipe, 'app.mjs', edit.text)).toEqual({ kind: 'unchanged' });
        const windows = await insertRecipe(recipe, 'app.mjs', `\ufeff${lines.join('\r\n')}`);
        expect(windows).toEqual({ kind: 'edited', text: `\ufeff${edit.text.replaceAll('\n', '\r\n')}` });
      },
    ),
    { numRuns: 30 },
  );
});

test('no text makes it throw or hang', async () => {
  const ids = stacks.filter(({ id }) => codePlaceOf(id)).map(({ id }) => id);
  const hostile = ['(', '{', '"', '\\', '/*', '`$', 'a.', "'''", 'a(', '<a>'].map((text) => text.repeat(300));
  for (const text of hostile) {
    expect(await refusal('express', 'app.ts', text)).toMatch(/not valid|no statement/);
    expect(await refusal('flask', 'app.py', text)).toMatch(/not valid|no statement/);
  }
  const texts = fc.string({
    unit: fc.constantFrom(...'import express from "express"\n const app=()=>{};`$/*'),
    maxLength: 80,
  });
  await fc.assert(
    fc.asyncProperty(texts, fc.constantFrom(...ids), async (text, stack) => void (await editOf(stack, 'app.ts', text))),
    { numRuns: 100 },
  );
});
