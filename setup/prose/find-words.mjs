/** @typedef {{ readonly path: string, readonly line: number, readonly word: string, readonly say: string }} Found */

/**
 * The words of a text for which this project has another word, each with its line (from 1). Exceptions are phrases that
 * are left out first.
 *
 * @param {string} path
 * @param {string} text
 * @param {readonly { readonly find: RegExp, readonly say: string }[]} words
 * @param {readonly { readonly path: RegExp, readonly phrase: RegExp }[]} exceptions
 * @returns {Found[]}
 */
export function findWords(path, text, words, exceptions) {
  const allowed = exceptions.filter((one) => one.path.test(path));
  return text.split('\n').flatMap((line, index) => {
    const plain = allowed.reduce((rest, { phrase }) => rest.replace(phrase, ' '), separated(line));
    return words.flatMap(({ find, say }) =>
      [...plain.matchAll(find)].map(([word]) => ({ path, line: index + 1, word, say })),
    );
  });
}

/**
 * Exceptions whose phrase is in none of these files.
 *
 * @template {{ readonly path: RegExp, readonly phrase: RegExp }} T
 * @param {readonly { readonly path: string, readonly text: string }[]} files
 * @param {readonly T[]} exceptions
 * @returns {T[]}
 */
export const unusedExceptions = (files, exceptions) =>
  exceptions.filter(
    ({ path, phrase }) =>
      !files.some(
        (file) => path.test(file.path) && file.text.split('\n').some((line) => separated(line).search(phrase) >= 0),
      ),
  );

/** Lower-case words: `mendedIn` and `MENDED_IN` are `mended in`. */
const separated = (line) =>
  line
    .replace(/([a-z0-9])(?=[A-Z])/g, '$1 ')
    .replace(/_/g, ' ')
    .toLowerCase();
