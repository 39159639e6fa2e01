import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { commands } from '../../packages/cli/src/index.js';

// The pages that npm shows. `npm run docs` writes what their examples print.

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, '.out', 'readmes');
const manifestOf = (name: string) => JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
const published = readdirSync(join(root, 'packages')).filter((name) => !manifestOf(name).private);
const pathOf = (name: string) => join(root, 'packages', name, 'README.md');
const textOf = (name: string) => readFileSync(pathOf(name), 'utf8');

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', root], { stdio: 'inherit' });
});

/** What each example prints, in the place of the block of text that follows it. */
async function withOutputs(name: string): Promise<string> {
  const parts = textOf(name).split(/^```js\n([\s\S]*?)^```\n\n```text\n[\s\S]*?```$/m);
  for (let index = 1; index < parts.length; index += 2) {
    const code = parts[index] ?? '';
    const file = join(folder, `${name}-${index}.mjs`);
    writeFileSync(file, code);
    const { stdout } = await promisify(execFile)(process.execPath, [file]);
    parts[index] = `\`\`\`js\n${code}\`\`\`\n\n\`\`\`text\n${stdout}\`\`\``;
  }
  return parts.join('');
}

const libraries = published.filter((name) => name !== 'cli');

test.each(libraries)('the examples of packages/%s/README.md print what it says', async (name) => {
  expect(textOf(name)).toMatch(/^```js$/m);
  await expect(await withOutputs(name)).toMatchFileSnapshot(pathOf(name));
});

test('packages/cli/README.md has every command', async () => {
  const rows = commands.map(({ name, summary }) => `| \`${name}\` | ${summary} |\n`).join('');
  const head = '| command | what it does |\n| --- | --- |\n';
  const page = textOf('cli').replace(/^\| command \|.*\n(?:\|.*\n)*/m, () => head + rows);
  await expect(page).toMatchFileSnapshot(pathOf('cli'));
});

/** The names in the first column of the table: exports, and entries of their own. */
const namedIn = (page: string): string[] =>
  page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split(' | ')[0] ?? '').matchAll(/`([^`(]+)[^`]*`/g)].map(([, one = '']) => one));

/** The words of the declarations that its entries point to, types included. */
function declaredBy(name: string): Set<string> {
  const { exports } = manifestOf(name);
  const faces: string[] = (JSON.stringify(exports).match(/[^"]*\.d\.ts/g) ?? []).filter(
    (face) => !face.includes('/cjs/'),
  );
  const declarations = faces.map((face) => readFileSync(join(root, 'packages', name, face), 'utf8'));
  return new Set(declarations.flatMap((text) => text.match(/\w+/g) ?? []));
}

test.each(libraries)('the table of packages/%s/README.md names what it exports, and every entry', (name) => {
  const { name: specifier, exports } = manifestOf(name);
  const entries = Object.keys(exports).map((entry) => specifier + entry.slice(1));
  const declared = declaredBy(name);
  const named = namedIn(textOf(name));
  expect(named.filter((one) => !declared.has(one) && !entries.includes(one))).toEqual([]);
  expect([...named, specifier]).toEqual(expect.arrayContaining(entries));
});

test.each(published)('packages/%s/README.md stands alone', (name) => {
  const page = textOf(name);
  const { name: specifier } = manifestOf(name);
  expect(page).toMatch(new RegExp(`^# ${specifier}\n\n[A-Z]`));
  expect(page).toMatch(
    name === 'cli' ? /^npx corsmith /m : new RegExp(`^npm install (?:--save-dev )?${specifier}$`, 'm'),
  );
  // npm shows it far from this repository.
  const links = [...page.matchAll(/\]\(([^)]*)\)/g)].map(([, link = '']) => link);
  expect(links.length).toBeGreaterThan(0);
  const inRepository = 'https://github.com/corsmith/corsmith';
  for (const link of links) {
    expect(link.startsWith(inRepository)).toBe(true);
    const [, path, anchor] = /\/blob\/main\/([^#]*)(?:#(.*))?$/.exec(link) ?? [];
    if (path === undefined) continue;
    const text = readFileSync(join(root, path), 'utf8');
    const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    if (anchor) expect(anchors).toContain(anchor);
  }
});
