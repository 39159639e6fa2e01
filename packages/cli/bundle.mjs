import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { workspaceSources } from '../../setup/workspace-sources.mjs';

const cli = new URL('./', import.meta.url);

/** Needed by `watch --redis`. As optional peers, npm would install them with the command line of a clone. */
const LOADED_WHERE_INSTALLED = ['bullmq', 'ioredis'];

/**
 * Makes the command line out of the sources: few files instead of a hundred, since the loading of modules is most of
 * its start-up. The packages of others stay outside.
 */
export async function bundleCommandLine() {
  const { dependencies } = JSON.parse(readFileSync(new URL('package.json', cli), 'utf8'));
  const bundle = await rolldown({
    input: {
      main: fileURLToPath(new URL('src/main.ts', cli)),
      // A file of its own: threads are started with it.
      'scan-worker': fileURLToPath(new URL('../monitor/src/logs/files/scan-worker.ts', cli)),
    },
    platform: 'node',
    external: [
      /^node:/,
      ...[...Object.keys(dependencies), ...LOADED_WHERE_INSTALLED].map((name) => new RegExp(`^${name}(?:/|$)`)),
    ],
    resolve: { alias: workspaceSources, extensionAlias: { '.js': ['.ts', '.js'] } },
    tsconfig: false,
  });
  const { output } = await bundle.generate({ chunkFileNames: '[name].js' });
  await bundle.close();
  const foreign = output.flatMap(({ moduleIds = [] }) => moduleIds).filter((id) => id.includes('node_modules'));
  if (foreign.length > 0) throw new Error(`packages/cli/package.json must depend on: ${foreign.join(', ')}`);
  replaceFiles(fileURLToPath(new URL('bundle/', cli)), new Map(output.map(({ fileName, code }) => [fileName, code])));
}

/** Each file in one step, and only where it has changed: others may be running it. */
function replaceFiles(folder, files) {
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) if (!files.has(file)) rmSync(join(folder, file), { force: true });
  for (const [file, code] of files) {
    const path = join(folder, file);
    if (existsSync(path) && readFileSync(path, 'utf8') === code) continue;
    const fresh = join(folder, `../.${process.pid}.${file}`);
    writeFileSync(fresh, code);
    renameSync(fresh, path);
  }
}
