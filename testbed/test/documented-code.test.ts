import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { codeBlocks, declaredNames } from './pages/code-blocks.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, '.out', 'documented-code');

/** What stands for the reader's own code, or for a runtime that is not Node. */
const READERS_OWN = [
  ...[
    'app',
    'expect',
    'handler',
    'handle',
    'policy',
    'open',
    'feed',
    'log',
    'load',
    'save',
    'onChange',
    'io',
    'AppModule',
  ],
  ...['method', 'lowerCased', 'origin', 'url', 'env', 'request', 'send'],
  ...['Deno', 'Bun', 'awslambda'],
];

const markdownIn = (path: string): string[] =>
  readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${path}/${file.replaceAll('\\', '/')}`);

/** Recipes are code of other people's packages, tested on their servers; commands' output is tested elsewhere. */
const pages = [
  ...markdownIn('docs').filter((path) => !/^docs\/(?:stacks|causes|audit|commands)\//.test(path)),
  ...readdirSync(join(root, 'packages'))
    .map((name) => `packages/${name}/README.md`)
    .filter((path) => existsSync(join(root, path))),
].sort();

/** JavaScript has no types to widen: what an object holds is what it says, and a server that listens on TCP has a port. */
const asConstants = (code: string): string =>
  code
    .replace(/^const (\w+) = (?=\{)/gm, 'const $1 = <const>')
    .replace(/\bserver\.address\(\)/g, "(server.address() as import('node:net').AddressInfo)");

test('the code in the documentation fits the packages', () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // The reader's own app, as the examples call it.
  writeFileSync(join(folder, 'app.ts'), 'export declare const app: any;');
  const places = new Map<string, string>();
  for (const path of pages) {
    const known: string[] = [];
    for (const [index, { place, code }] of codeBlocks(path, readFileSync(join(root, path), 'utf8')).entries()) {
      const own = declaredNames(code);
      const given = [...new Set([...READERS_OWN, ...known])].filter((name) => !own.includes(name));
      const file = `${path.replace(/\W/g, '-')}-${index}.ts`;
      writeFileSync(
        join(folder, file),
        `export {};\n${given.map((name) => `declare const ${name}: any;`).join(' ')}\n${asConstants(code)}`,
      );
      places.set(file, place);
      known.push(...own);
    }
  }
  const compilerOptions = {
    ...{
      module: 'preserve',
      moduleResolution: 'bundler',
      target: 'es2023',
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: ['node'],
    },
    ...{ noEmit: true, strict: false, skipLibCheck: true, allowUnreachableCode: true },
    paths: { '@nestjs/*': ['../../packages/server/node_modules/@nestjs/*', '../../node_modules/@nestjs/*'] },
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8', cwd: folder });
  const complaints = stdout.replace(/^([\w-]+\.ts)\(\d+/gm, (_, file: string) => `${places.get(file)} (`);
  expect(complaints).toBe('');
  expect(places.size).toBeGreaterThan(20);
});
