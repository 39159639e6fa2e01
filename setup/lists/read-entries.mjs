import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';

/**
 * An entry of a catalogue as its file says it.
 *
 * @typedef {object} Entry
 * @property {string} id Also the name of its file.
 * @property {string} name The name of the exported constant.
 * @property {string} [group] The value of the catalogue's grouping property.
 * @property {readonly string[]} before The ids of entries of the same group that come after it.
 * @property {boolean} draft Whether it is not finished: nothing lists it.
 */

/**
 * The entries of a catalogue, by id.
 *
 * @param {string} root
 * @param {import('./catalogues.mjs').Catalogue} catalogue
 * @returns {Entry[]}
 * @throws Error with one sentence if a file is not an entry.
 */
export const readEntries = (root, catalogue) =>
  readdirSync(join(root, catalogue.folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) =>
      entryIn(`${catalogue.folder}/${file}`, readFileSync(join(root, catalogue.folder, file), 'utf8'), catalogue),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));

/**
 * @param {string} path
 * @param {string} code
 * @param {import('./catalogues.mjs').Catalogue} catalogue
 * @returns {Entry}
 */
export function entryIn(path, code, { type, definer, key = 'id', groups }) {
  const found = parseSync(path, code).program.body.flatMap(({ type: kind, declaration }) =>
    kind === 'ExportNamedDeclaration' && declaration?.type === 'VariableDeclaration'
      ? declaration.declarations.filter(({ id, init }) =>
          definer === undefined
            ? id.typeAnnotation?.typeAnnotation?.typeName?.name === type
            : init?.type === 'CallExpression' && init.callee.name === definer,
        )
      : [],
  );
  const written = definer === undefined ? found[0]?.init : found[0]?.init.arguments[0];
  if (found.length !== 1 || written?.type !== 'ObjectExpression')
    throw new Error(
      `${path} must export one constant of type ${type}, written as an object${definer === undefined ? '' : ` in ${definer}`}: this folder holds nothing else.`,
    );
  const properties = new Map(
    written.properties.flatMap((one) => (one.type === 'Property' ? [[one.key.name, one.value]] : [])),
  );
  const id = properties.get(key)?.value;
  const file = path.slice(path.lastIndexOf('/') + 1, -'.ts'.length);
  if (id !== file) throw new Error(`${path} must have ${key}: '${file}', like its file's name.`);
  const group = groups && properties.get(groups.property)?.value;
  if (groups && !groups.values.includes(group))
    throw new Error(`${path} must have ${groups.property}: one of ${groups.values.join(', ')}.`);
  return {
    id,
    name: found[0].id.name,
    group,
    before: (properties.get('before')?.elements ?? []).map(({ value }) => value),
    draft: properties.get('draft')?.value === true,
  };
}
