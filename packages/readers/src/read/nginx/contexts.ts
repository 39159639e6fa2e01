import { type Directive, isBlock, readBlocks } from '../blocks.js';
import type { Project } from '../reading.js';
import type { SourceFile, SyntaxProblem } from '../source-file.js';

/** A server or location with the levels around it, outermost first. */
export interface Context {
  readonly levels: readonly Level[];
  readonly directive: Directive | undefined;
}

export interface Level {
  readonly name: string;
  /** With includes in place, without the servers and locations within. */
  readonly directives: readonly Directive[];
}

/** Includes within includes. */
const MAX_INCLUDES = 10;
/** Enough for any real configuration. */
const MAX_CONTEXTS = 20_000;
/** Files that include each other many times multiply. */
const MAX_INCLUDED = 200_000;

/** The files that no other includes, with the files that they include. */
export class Configuration {
  readonly problems: SyntaxProblem[] = [];
  private includedSoFar = 0;
  private readonly parsed = new Map<SourceFile, readonly Directive[]>();

  constructor(
    private readonly files: readonly SourceFile[],
    private readonly project: Project,
  ) {}

  /** Files that nothing else includes. */
  roots(): readonly SourceFile[] {
    const included = new Set<SourceFile>();
    for (const file of this.files)
      for (const directive of flat(this.directivesOf(file)))
        if (directive.name === 'include') for (const one of this.included(directive, file)) included.add(one);
    return this.files.filter((file) => !included.has(file));
  }

  /** Every server and location. */
  contexts(root: SourceFile): readonly Context[] {
    const found: Context[] = [];
    const visit = (directives: readonly Directive[], levels: readonly Level[], self?: Directive): void => {
      if (found.length >= MAX_CONTEXTS) return;
      const name = self?.name ?? 'file';
      const own = directives.filter((one) => !isContext(one));
      const all = [...levels, { name, directives: own }];
      const isFragment = name === 'file' && own.some(({ name }) => /^(?:add_header|if|return)$/.test(name));
      if (name === 'server' || name === 'location' || isFragment) found.push({ levels: all, directive: self });
      for (const one of directives.filter(isBlock).filter(isContext))
        visit(this.expanded(one.block, root, 0), all, one);
    };
    visit(this.expanded(this.directivesOf(root), root, 0), []);
    return found;
  }

  private expanded(directives: readonly Directive[], file: SourceFile, depth: number): readonly Directive[] {
    return directives.flatMap((one): readonly Directive[] => {
      if (one.name !== 'include' || depth >= MAX_INCLUDES) return [one];
      return this.included(one, file).flatMap((inner) => {
        const own = this.directivesOf(inner);
        this.includedSoFar += own.length;
        return this.includedSoFar > MAX_INCLUDED ? [] : this.expanded(own, inner, depth + 1);
      });
    });
  }

  /** By the end of its path, since where nginx runs is not known. */
  private included({ words }: Directive, from: SourceFile): readonly SourceFile[] {
    const path = words[0]?.text.replace(/^\.?\//, '') ?? '';
    if (path === '' || /mime\.types|fastcgi_params|\.d\/\*\.conf$/.test(path)) return [];
    const pattern = new RegExp(
      `(?:^|/)${path
        .replace(/[.+^$()|[\]{}\\]/g, '\\$&')
        .replace(/\*/g, '[^/]*')
        .replace(/\?/g, '[^/]')}$`,
    );
    const tail = path.split('/').slice(-2).join('/');
    return [...new Set([...this.files, ...this.project.files])].filter(
      (one) => one !== from && (pattern.test(one.path) || (!path.includes('*') && one.path.endsWith(`/${tail}`))),
    );
  }

  directivesOf(file: SourceFile): readonly Directive[] {
    const known = this.parsed.get(file);
    if (known) return known;
    const { directives, problem } = readBlocks(file, 'semicolon');
    if (problem) this.problems.push(problem);
    this.parsed.set(file, directives);
    return directives;
  }
}

const isContext = ({ name, block }: Directive): boolean =>
  block !== undefined && /^(?:http|server|location)$/.test(name);

const flat = (directives: readonly Directive[]): Directive[] =>
  directives.flatMap((one) => [one, ...flat(one.block ?? [])]);
