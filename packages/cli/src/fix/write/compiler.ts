import { execFile } from 'node:child_process';
import path from 'node:path';
import { diffLines } from 'diff';
import { isThere } from './project.js';

const TIME_LIMIT_MS = 60_000;

interface Ran {
  readonly code: number;
  readonly output: string;
}

/** Undefined if the program is not there, or takes too long. */
const run = (command: string, args: readonly string[], { input = '', cwd = '.' } = {}): Promise<Ran | undefined> =>
  new Promise((resolve) => {
    const child = execFile(
      command,
      args,
      { cwd, timeout: TIME_LIMIT_MS, maxBuffer: 1 << 24 },
      (error, stdout, stderr) => {
        const code = error ? error.code : 0;
        resolve(typeof code === 'number' ? { code, output: `${stdout}${stderr}` } : undefined);
      },
    );
    child.stdin?.on('error', () => {}).end(input);
  });

/** What the project's own compiler says against a file as it is on disk. */
export type Compile = () => Promise<string | undefined>;

/**
 * Looks at a file before it is written; what it gives is called afterwards. A file that is refused before already shows
 * nothing. The project's code is read, and not run.
 */
export async function compiling(file: string, before: string, after: string): Promise<Compile> {
  if (/\.[cm]?js$/.test(file)) return onlyNew(() => run(process.execPath, ['--check', path.resolve(file)]));
  if (/\.py$/.test(file)) {
    const parse = (input: string) =>
      run('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.buffer.read())'], { input });
    const wasRight = (await parse(before))?.code === 0;
    return async () => (wasRight ? problemOf(await parse(after)) : undefined);
  }
  if (/\.[cm]?tsx?$/.test(file)) return () => typeProblem(path.resolve(file), before, after);
  return async () => undefined;
}

async function onlyNew(check: () => Promise<Ran | undefined>): Promise<Compile> {
  const wasRight = (await check())?.code === 0;
  return async () => (wasRight ? problemOf(await check()) : undefined);
}

const problemOf = (ran: Ran | undefined): string | undefined =>
  ran === undefined || ran.code === 0
    ? undefined
    : ran.output
        .trim()
        .split('\n')
        .filter((line) => /Error/.test(line))
        .at(-1);

/** A package or its types that is still to be installed: a step says so. */
const TO_INSTALL = ['TS2307', 'TS7016'];

/** The first error of the project's TypeScript in a line that is new. */
async function typeProblem(file: string, before: string, after: string): Promise<string | undefined> {
  const config = await above(file, 'tsconfig.json');
  const compiler = await above(file, 'node_modules/typescript/bin/tsc');
  if (config === undefined || compiler === undefined) return undefined;
  const cwd = path.dirname(config);
  const ran = await run(process.execPath, [compiler, '--noEmit', '--pretty', 'false', '-p', config], { cwd });
  const fresh = newLines(before, after);
  for (const [, name = '', line, code = '', message] of ran?.output.matchAll(
    /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/gm,
  ) ?? [])
    if (path.resolve(cwd, name) === file && fresh.has(Number(line)) && !TO_INSTALL.includes(code))
      return `line ${line}: ${code}: ${message}`;
  return undefined;
}

async function above(file: string, name: string): Promise<string | undefined> {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const found = path.join(folder, name);
    if (await isThere(found)) return found;
    if (folder === path.dirname(folder)) return undefined;
  }
}

/** The numbers of the lines that were not there before, from 1. */
function newLines(before: string, after: string): ReadonlySet<number> {
  const numbers = new Set<number>();
  let line = 1;
  for (const { added, removed, count } of diffLines(before, after)) {
    if (added) for (let i = 0; i < count; i++) numbers.add(line + i);
    if (!removed) line += count;
  }
  return numbers;
}
