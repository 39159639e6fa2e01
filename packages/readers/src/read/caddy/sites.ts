import { type Block, type Directive, isBlock, readBlocks, type Word } from '../blocks.js';
import type { Project } from '../reading.js';
import type { SourceFile, SyntaxProblem } from '../source-file.js';

const MAX_IMPORTS = 10;

/** The sites of a Caddyfile, with what they import in its place. */
export function readSites(
  file: SourceFile,
  project: Project,
): { readonly sites: readonly Block[]; readonly problem?: SyntaxProblem } {
  const { directives, problem } = readBlocks(file, 'newline');
  const snippets = new Map(
    directives
      .filter(isBlock)
      .filter(({ name }) => /^\(.+\)$/.test(name))
      .map((one) => [one.name.slice(1, -1), one.block]),
  );
  const sites = directives
    .filter(isBlock)
    .filter(({ name }) => name !== '' && !name.startsWith('(') && !name.startsWith('@'));
  return {
    // A file that others import has no site of its own.
    sites: sites.map((site) => ({ ...site, block: expanded(site.block, 0) })),
    ...(problem && { problem }),
  };

  function expanded(list: readonly Directive[], depth: number): readonly Directive[] {
    return list.flatMap((one): readonly Directive[] => {
      if (one.name !== 'import' || depth > MAX_IMPORTS)
        return [one.block ? { ...one, block: expanded(one.block, depth) } : one];
      const [target, ...args] = one.words;
      const imported = snippets.get(target?.text ?? '') ?? imports(target?.text ?? '');
      return expanded(
        imported.map((inner) => withArguments(inner, args)),
        depth + 1,
      );
    });
  }

  function imports(path: string): readonly Directive[] {
    const tail = path.replace(/^\.?\//, '');
    const found =
      tail === '' || tail.includes('*')
        ? undefined
        : project.files.find((one) => one !== file && (one.path === tail || one.path.endsWith(`/${tail}`)));
    return found ? readBlocks(found, 'newline').directives : [];
  }
}

/** `{args.0}`, `{args[0]}` */
function withArguments(directive: Directive, args: readonly Word[]): Directive {
  const filled = (text: string): string =>
    text.replace(/\{args[.[](\d+)\]?\}/g, (whole, index: string) => args[Number(index)]?.text ?? whole);
  return {
    ...directive,
    name: filled(directive.name),
    words: directive.words.map((word) => ({ ...word, text: filled(word.text) })),
    ...(directive.block && { block: directive.block.map((one) => withArguments(one, args)) }),
  };
}
