import { dirname, relative } from 'node:path/posix';
import { ordered } from './order.mjs';
import { readEntries } from './read-entries.mjs';

const WIDTH = 120;

/**
 * The generated files of a catalogue: path and text, formatted as `npm run format` would.
 *
 * @param {string} root
 * @param {import('./catalogues.mjs').Catalogue} catalogue
 * @returns {(readonly [path: string, text: string])[]}
 */
export function textsOf(root, catalogue) {
  const { folder, list, doc, type, typeFile, name, ids, idType, idNames, groups } = catalogue;
  const entries = readEntries(root, catalogue);
  const listed = ordered(
    entries.filter(({ draft }) => !draft),
    groups?.values,
  );
  const note = `// Written by \`npm run lists\` from ${folder.slice(folder.lastIndexOf('/') + 1)}/.`;
  const from = (file) => `./${relative(dirname(list), file).replace(/\.ts$/, '.js')}`;
  const imports = [
    [from(typeFile), `import type { ${type} } from '${from(typeFile)}';`],
    ...entries
      .filter(({ draft }) => !draft)
      .map((entry) => {
        const path = from(`${folder}/${entry.id}.ts`);
        return [path, `import { ${entry.name} } from '${path}';`];
      }),
  ].sort(([a], [b]) => (key(a) < key(b) ? -1 : 1));
  const drafts = entries.filter(({ draft }) => draft).map(({ id }) => ` | '${id}'`);
  return [
    [
      list,
      `${note}\n\n${imports.map(([, line]) => line).join('\n')}\n\n/** ${doc} */\n${array(
        `export const ${name}: readonly ${type}[] = `,
        listed.map((entry) => entry.name),
        ';',
      )}\n`,
    ],
    ids && [
      ids,
      `${note}\n\n${array(
        `export const ${idNames} = `,
        listed.map(({ id }) => `'${id}'`),
        ' as const;',
      )}\n\n/** Drafts too: nothing lists them yet. */\nexport type ${idType} = (typeof ${idNames})[number]${drafts.join('')};\n`,
    ],
  ].filter((file) => file !== undefined);
}

/** Imports are sorted by path without the ending: `apigateway` before `apigateway-csv`. */
const key = (path) => path.replace(/\.js$/, '');

function array(start, elements, end) {
  const line = `${start}[${elements.join(', ')}]${end}`;
  return line.length <= WIDTH ? line : `${start}[\n${elements.map((one) => `  ${one},\n`).join('')}]${end}`;
}
