/** A block of code on a page. */
export interface CodeBlock {
  /** Its place, as `docs/server/README.md:12`. */
  readonly place: string;
  readonly code: string;
}

const BLOCK = /^```(?:js|ts)\n([\s\S]*?)^```$/gm;

/** The JavaScript and TypeScript of a page, in order. */
export const codeBlocks = (path: string, page: string): CodeBlock[] =>
  [...page.matchAll(BLOCK)].map(({ index, 1: code = '' }) => ({
    place: `${path}:${page.slice(0, index).split('\n').length}`,
    code,
  }));

const DECLARATION =
  /^(?:export )?(?:const|let|var|function|async function|class) (?:\{([^}]*)\}|(\w+))|^import (?:(\w+),? ?)?(?:\{([^}]*)\}|\* as (\w+))?/gm;

/** The names that a block makes known to those after it. */
export const declaredNames = (code: string): string[] =>
  [...code.matchAll(DECLARATION)]
    .flatMap(([, ...groups]) => groups.flatMap((group) => group?.split(',') ?? []))
    .map((name) =>
      name
        .replace(/^.*(?: as |:)/, '')
        .replace(/^\s*type /, '')
        .trim(),
    )
    .filter((name) => /^\w+$/.test(name));
