import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPackage, createPackageFromTarballData, type ResolutionKind } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODE_VERSIONS, nodeProgram } from '../../setup/node-versions.mjs';
import { bin, emptyProject } from './empty-project.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const packages = path.join(root, 'packages');
const textOf = (...names: string[]) => readFileSync(path.join(packages, ...names), 'utf8');
const manifestOf = (name: string) => JSON.parse(textOf(name, 'package.json'));

const published = readdirSync(packages).filter((name) => !manifestOf(name).private);

const REPOSITORY = 'https://github.com/corsmith/corsmith';

/** What CommonJS requires as such; the others come as ES modules, by require(esm). */
const COMMONJS = ['fetch', 'protocol', 'server'];

/** Those who resolve ES modules, and those who need CommonJS. */
const ESM: readonly ResolutionKind[] = ['node16-esm', 'bundler'];
const CJS: readonly ResolutionKind[] = ['node10', 'node16-cjs'];

describe('packed and installed into an empty project', () => {
  const project = emptyProject();
  const { folder, run } = project;
  const at = (...names: string[]) => path.join(folder, ...names);

  beforeAll(async () => {
    await project.install(published, []);
    project.link('jest', '@jest/globals', '@types/node');
  }, 240_000);
  afterAll(project.remove);

  test.each(published)('publint and attw find nothing in %s', async (name) => {
    const data = new Uint8Array(readFileSync(project.tarball(name)));
    expect((await publint({ pack: { tarball: data.buffer }, strict: true })).messages).toEqual([]);
    const analysis = await checkPackage(createPackageFromTarballData(data));
    if (!analysis.types) return;
    // vitest itself can't be required.
    const kinds = (entry: string) => (COMMONJS.includes(name) && entry !== './vitest' ? [...ESM, ...CJS] : ESM);
    const found = analysis.problems.filter(
      (one) => !('entrypoint' in one) || kinds(one.entrypoint).includes(one.resolutionKind),
    );
    expect(found).toEqual([]);
    expect(Object.keys(analysis.entrypoints).sort()).toEqual(Object.keys(manifestOf(name).exports).sort());
  });

  test.each(published)('%s says where it is from, and holds what it was built from and nothing else', (name) => {
    const installed = JSON.parse(readFileSync(at('node_modules', manifestOf(name).name, 'package.json'), 'utf8'));
    expect(installed).toMatchObject({
      author: 'corsmith contributors',
      bugs: `${REPOSITORY}/issues`,
      description: expect.stringMatching(/^[A-Z].{30,}[^.]$/),
      homepage: expect.stringMatching(`^${REPOSITORY}(?:/tree/main/packages/${name})?#readme$`),
      keywords: expect.arrayContaining(['cors']),
      license: 'MIT',
      scripts: {
        prepack: name === 'cli' ? 'node ../../setup/prepare.mjs --page' : `node ../../setup/build-packages.mjs ${name}`,
      },
      repository: { type: 'git', url: `git+${REPOSITORY}.git`, directory: `packages/${name}` },
    });
    const here = at('node_modules', installed.name);
    const files = readdirSync(here, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(here, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md']));
    expect(readFileSync(path.join(here, 'LICENSE'), 'utf8')).toBe(readFileSync(path.join(root, 'LICENSE'), 'utf8'));
    const known =
      /^(?:package\.json|README\.md|LICENSE|cors\.(?:part\.)?schema\.json|dist\/cjs\/package\.json|(?:bundle|page)\/.*)$/;
    const built = /^dist\/(?:cjs\/)?(.*?)(?:\.d\.ts|\.js(?:\.map)?)$/;
    const sources = new Set(readdirSync(path.join(packages, name, 'src'), { recursive: true, encoding: 'utf8' }));
    const strays = files.filter((file) => !known.test(file) && !sources.has(`${built.exec(file)?.[1]}.ts`));
    expect(strays).toEqual([]);
    for (const file of files.filter((one) => one.endsWith('.map')))
      expect(JSON.parse(readFileSync(path.join(here, file), 'utf8')).sourcesContent, file).toEqual([
        expect.any(String),
      ]);
  });

  const TYPES = [
    '--strict',
    '--target',
    'es2023',
    '--lib',
    'es2023',
    '--types',
    'node',
    '--exactOptionalPropertyTypes',
  ];
  /** The last TypeScript that has this resolution. */
  const typescript5 = createRequire(createRequire(import.meta.url).resolve('@arethetypeswrong/core')).resolve(
    'typescript/bin/tsc',
  );

  /** A project within, with the type of its modules, and `uses.ts` in it. */
  function inside(name: string, type: 'module' | 'commonjs'): string {
    mkdirSync(at(name), { recursive: true });
    writeFileSync(at(name, 'package.json'), JSON.stringify({ name, private: true, type }));
    cpSync(path.join(root, 'testbed/consumers/published'), at(name), { recursive: true });
    return path.join(name, 'uses.ts');
  }

  const PROJECTS = [
    ['nodenext', 'module', bin('tsc'), ['--module', 'nodenext']],
    ['nodenext', 'commonjs', bin('tsc'), ['--module', 'nodenext']],
    ['bundler', 'module', bin('tsc'), ['--module', 'esnext', '--moduleResolution', 'bundler']],
    ['node', 'commonjs', typescript5, ['--module', 'commonjs', '--moduleResolution', 'node']],
  ] as const;

  test.each(PROJECTS)(
    'strict TypeScript, moduleResolution %s, %s: compiles, and runs on every Node',
    async (...row) => {
      const [resolution, type, tsc, flags] = row;
      const file = inside(`${resolution}-${type}`, type);
      // Declarations of the packages are checked too.
      expect(await run(process.execPath, tsc, ...TYPES, ...flags, file)).toBe('');
      for (const version of NODE_VERSIONS) {
        const seen = JSON.parse(await run(nodeProgram(root, version), file.replace(/\.ts$/, '.js')));
        expect({ version, seen }).toEqual({
          version,
          seen: { read: 'Ada', simulated: 'MissingAllowOriginHeader', blocked: 'Failed to fetch', refused: true },
        });
      }
    },
  );

  test.each(NODE_VERSIONS)('Node %s imports and requires every entry, and runs the command line', async (version) => {
    const node = nodeProgram(root, version);
    const entries = published.flatMap((name) =>
      Object.keys(manifestOf(name).exports ?? {})
        .filter((entry) => !/\.json$|^\.\/(?:vitest|jest)$/.test(entry))
        .map((entry) => manifestOf(name).name + entry.slice(1)),
    );
    writeFileSync(at('import.js'), `for (const entry of ${JSON.stringify(entries)}) await import(entry);`);
    writeFileSync(at('require.cjs'), `for (const entry of ${JSON.stringify(entries)}) require(entry);`);
    await run(node, 'import.js');
    await run(node, 'require.cjs');
    expect(await run(node, 'node_modules/corsmith/bundle/main.js', '--version')).toBe(`${manifestOf('cli').version}\n`);
  });

  test.each(NODE_VERSIONS)('Jest as CommonJS on Node %s', async (version) => {
    inside('jest', 'commonjs');
    const jest = path.join(root, 'node_modules/jest/bin/jest.js');
    const config = JSON.stringify({ rootDir: at('jest'), transform: {} });
    await run(nodeProgram(root, version), jest, '--config', config, '--no-cache');
  });
});
