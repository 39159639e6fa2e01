import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One `.any.js` file of the checkout, at each of its variants. */
export interface WptTest {
  /** As the server has it, with its variant: `/fetch/api/cors/cors-basic.any.js?x`. */
  readonly path: string;
  /** What is loaded before it, as paths of the server. */
  readonly scripts: readonly string[];
}

/** What of the checkout is about `fetch()` of a page. */
export const FOLDERS = [
  ...['fetch/api', 'fetch/cross-origin-resource-policy', 'fetch/data-urls', 'fetch/orb', 'fetch/origin', 'fetch/range'],
  'fetch/redirects',
];

/** The tests below the folders. They are read for their `// META:` lines only. */
export function findTests(root: string, folders: readonly string[]): readonly WptTest[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.any.js'))
      .sort()
      .flatMap((name) => {
        const file = `/${folder}/${name.split(path.sep).join('/')}`;
        return testsOf(file, readFileSync(path.join(root, file), 'utf8'));
      }),
  );
}

/** https://web-platform-tests.org/writing-tests/testharness.html#multi-global-tests */
function testsOf(file: string, source: string): WptTest[] {
  const meta = [...source.matchAll(/^\/\/ META: (\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [
    name,
    value.trim(),
  ]);
  const valuesOf = (wanted: string) => meta.flatMap(([name, value = '']) => (name === wanted ? [value] : []));
  const scopes = (valuesOf('global')[0] ?? 'window').split(',').map((scope) => scope.trim());
  if (!scopes.includes('window')) return [];
  const scripts = valuesOf('script').map((script) => new URL(script, `http://wpt${file}`).pathname);
  const variants = valuesOf('variant');
  return (variants.length > 0 ? variants : ['']).map((variant) => ({ path: `${file}${variant}`, scripts }));
}
