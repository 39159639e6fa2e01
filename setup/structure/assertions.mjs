import { parseSync } from 'oxc-parser';
import { codeOf } from './read-files.mjs';

/** @typedef {{ readonly path: string, readonly nonNull: number, readonly casts: number }} Assertions */

/**
 * How often a file says more of a type than it checks: `x!` and `x as T`. `as const` only says what is there.
 *
 * @param {string} path
 * @param {string} text
 * @returns {Assertions}
 */
export function assertionsIn(path, text) {
  const code = codeOf(path, text);
  const count = { path, nonNull: 0, casts: 0 };
  // Most files have none, and reading a tree takes time.
  if (!/[\w\])]!(?!=)|\bas\b/.test(code)) return count;
  const visit = (node) => {
    if (node.type === 'TSNonNullExpression') count.nonNull++;
    if (node.type === 'TSAsExpression' && !isConst(node.typeAnnotation)) count.casts++;
    for (const part of Object.values(node).flat()) if (part !== null && typeof part === 'object') visit(part);
  };
  visit(parseSync('file.ts', code).program);
  return count;
}

const isConst = ({ typeName }) => typeName?.name === 'const';

/**
 * What differs from what is allowed, in sentences.
 *
 * @param {readonly Assertions[]} found
 * @param {Readonly<Record<string, import('./allowed-assertions.mjs').Allowed>>} allowed
 * @returns {string[]}
 */
export function unexplained(found, allowed) {
  const known = new Set(found.map(({ path }) => path));
  return [
    ...found.flatMap(({ path, nonNull, casts }) => {
      const { nonNull: mostNonNull = 0, casts: mostCasts = 0 } = allowed[path] ?? {};
      if (nonNull === mostNonNull && casts === mostCasts) return [];
      return [`${path}: ${counted(nonNull, casts)}; allowed-assertions.mjs says ${counted(mostNonNull, mostCasts)}`];
    }),
    ...Object.keys(allowed)
      .filter((path) => !known.has(path))
      .map((path) => `${path}: there is no such file; remove it from allowed-assertions.mjs`),
  ];
}

/** `1 non-null assertion, 2 type assertions` */
export const counted = (nonNull, casts) =>
  `${nonNull} non-null assertion${nonNull === 1 ? '' : 's'}, ${casts} type assertion${casts === 1 ? '' : 's'}`;
