/** Writes a new entry of a catalogue from its templates, with its test: npm run new -- KIND ID. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesOf, problemWith, testOf } from './new/entry-files.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const [kind, id] = process.argv.slice(2);
const files = problemWith(kind, id) === undefined ? filesOf(kind, id) : [];
const present = files.find(({ path }) => existsSync(root + path));
const problem = problemWith(kind, id) ?? (present && `'${id}' exists already: ${present.path}. Choose another id.`);

if (problem !== undefined) {
  console.error(problem);
  process.exitCode = 2;
} else {
  for (const { path, template, filledIn } of files) {
    mkdirSync(dirname(root + path), { recursive: true });
    writeFileSync(root + path, filledIn(readFileSync(`${root}setup/templates/${template}`, 'utf8')));
  }
  const code = files.map(({ path }) => path).filter((path) => path.endsWith('.ts'));
  const run = (...command) => execFileSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  execFileSync('npx', ['biome', 'check', '--write', '--log-level=error', ...code], { cwd: root, stdio: 'inherit' });
  run('setup/lists.mjs');
  console.log(`${files.map(({ path }) => path).join('\n')}\n\nIts test says what is missing: ${testOf(kind, id)}`);
}
