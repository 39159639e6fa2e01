/**
 * Fails unless every published package has the version that the argument names (`v1.2.3`), and depends on the others in
 * that version.
 */
import { readdirSync, readFileSync } from 'node:fs';

const packages = new URL('../packages/', import.meta.url);
const [tag = ''] = process.argv.slice(2);
const wanted = tag.replace(/^v/, '');
const manifests = readdirSync(packages)
  .map((name) => JSON.parse(readFileSync(new URL(`${name}/package.json`, packages), 'utf8')))
  .filter((manifest) => !manifest.private);

const problems = manifests.flatMap(({ name, version, dependencies = {} }) => [
  ...(version === wanted ? [] : [`${name} has version ${version}.`]),
  ...Object.entries(dependencies)
    .filter(([other, range]) => manifests.some((one) => one.name === other) && range !== wanted)
    .map(([other, range]) => `${name} depends on ${other} ${range}.`),
]);
if (problems.length > 0) {
  process.stderr.write(`The tag is ${tag || 'missing'}, but:\n${problems.map((one) => `- ${one}\n`).join('')}`);
  process.exitCode = 1;
}
