import { join } from 'node:path/posix';
import { parseSync } from 'oxc-parser';

/**
 * What a package publishes, as declarations without comments: for each of its entries the exported names in their order.
 *
 * @param {readonly (readonly [entry: string, path: string])[]} entries Names of entries and the paths of their `.d.ts`.
 * @param {(path: string) => string} read The text of a `.d.ts`.
 */
export const surfaceOf = (entries, read) =>
  entries
    .map(
      ([entry, path]) =>
        `// ${entry}\n${declarationsOf(path, read)
          .map(({ text }) => `${text}\n`)
          .join('')}`,
    )
    .join('\n');

/** The exports of a file: their names and declarations. */
function declarationsOf(path, read) {
  const text = read(path);
  const { program } = parseSync('file.d.ts', text);
  const inner = localDeclarations(program, text);
  return program.body.flatMap((statement) => {
    if (statement.type === 'ExportAllDeclaration')
      throw new Error(`${path} exports all of ${statement.source.value}: name what is public.`);
    if (statement.type === 'ExportDefaultDeclaration') return [{ name: 'default', text: plain(statement, text) }];
    if (statement.type !== 'ExportNamedDeclaration') return [];
    if (statement.declaration) return [{ name: nameOf(statement.declaration), text: plain(statement, text) }];
    return statement.specifiers.map(({ local, exported }) => {
      const name = exported.name ?? exported.value;
      const source = statement.source && join(path, '..', statement.source.value.replace(/\.js$/, '.d.ts'));
      const found = source
        ? declarationsOf(source, read).find((one) => one.name === local.name)?.text
        : inner.get(local.name);
      if (found === undefined) throw new Error(`${path} exports ${local.name}, which nothing declares.`);
      return { name, text: name === local.name ? found : `${found}\nexport { ${local.name} as ${name} };` };
    });
  });
}

const localDeclarations = (program, text) =>
  new Map(
    program.body.filter((one) => nameOf(one) !== undefined).map((one) => [nameOf(one), `export ${plain(one, text)}`]),
  );

const nameOf = ({ id, declarations }) => id?.name ?? declarations?.[0]?.id.name;

const plain = ({ start, end }, text) =>
  text
    .slice(start, end)
    .replace(/\/\*\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\n/gm, '')
    .replaceAll('    ', '  ');
