/**
 * Builds packages as they are published: ES modules and declarations by tsc, and for those with a `require` condition the
 * same in CommonJS. Arguments: names of folders in packages/ (default: all that are published).
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('../', import.meta.url));
const packages = join(root, 'packages');
const manifest = (name) => JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8'));

const chosen = process.argv.slice(2);
const names = chosen.length > 0 ? chosen : readdirSync(packages).filter((name) => manifest(name).exports);

const tsc = join(root, 'node_modules/typescript/bin/tsc');
const folders = names.map((name) => join(packages, name));
const { status } = spawnSync(process.execPath, [tsc, '-b', ...folders], { cwd: root, stdio: ['ignore', 2, 2] });
if (status === 0)
  for (const name of names) {
    removeStrays(name);
    await buildCommonJs(name);
  }
process.exitCode = status ?? 1;

/** tsc leaves what it once made of a source that is gone or has moved. */
function removeStrays(name) {
  const dist = join(packages, name, 'dist');
  for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    const made = /^(?!cjs[\\/])(.*?)(?:\.js|\.d\.ts)(?:\.map)?$/.exec(file);
    const isStray = made && !existsSync(join(packages, name, 'src', `${made[1]}.ts`));
    if (isStray || file.endsWith('.d.ts.map')) rmSync(join(dist, file));
  }
}

/** Jest and TypeScript's `moduleResolution: node` take these. */
async function buildCommonJs(name) {
  const entries = Object.values(manifest(name).exports).filter((entry) => entry.require);
  if (entries.length === 0) return;
  const src = join(packages, name, 'src');
  const dist = join(packages, name, 'dist');
  const cjs = join(dist, 'cjs');
  const bundle = await rolldown({
    input: entries.map((entry) => entry.require.default.replace('./dist/cjs', src).replace(/\.js$/, '.ts')),
    platform: 'neutral',
    external: [/^(?:node:|@?[a-z][\w.-]*(?:\/|$))/],
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    tsconfig: false,
    // createRequire takes either, and bundlers need no module of Node for this one.
    transform: { define: { 'import.meta.url': '__filename' } },
  });
  rmSync(cjs, { recursive: true, force: true });
  await bundle.write({
    dir: cjs,
    format: 'cjs',
    exports: 'named',
    strict: true,
    sourcemap: true,
    preserveModules: true,
    preserveModulesRoot: src,
  });
  await bundle.close();
  // The same declarations: package.json beside them says that they are CommonJS.
  for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' }))
    if (/^(?!cjs[\\/]).*\.d\.ts$/.test(file)) cpSync(join(dist, file), join(cjs, file));
  writeFileSync(join(cjs, 'package.json'), '{ "type": "commonjs" }\n');
}
