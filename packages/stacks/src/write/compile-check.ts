import { execFile } from 'node:child_process';
import path from 'node:path';
import { diffLines } from 'diff';
import { fileExists } from './project.js';

const TIME_LIMIT_MS = 60_000;

interface ProcessResult {
  readonly code: number;
  readonly output: string;
}

/** Undefined if the program is missing or times out. */
const run = (
  command: string,
  args: readonly string[],
  { input = '', cwd = '.' } = {},
): Promise<ProcessResult | undefined> =>
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

/** The project's own compiler's error for the file on disk; undefined if there is none. */
export type CompileCheck = () => Promise<string | undefined>;

/**
 * Call this before the file is written, and the returned check afterwards. A file that did not compile before is not
 * checked. The project's code is read, never run.
 */
export async function prepareCompileCheck(file: string, before: string, after: string): Promise<CompileCheck> {
  if (/\.[cm]?js$/.test(file)) return onlyNew(() => run(process.execPath, ['--check', path.resolve(file)]));
  if (/\.py$/.test(file)) {
    const parse = (input: string) =>
      run('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.buffer.read())'], { input });
    const compiled = (await parse(before))?.code === 0;
    return async () => (compiled ? problemOf(await parse(after)) : undefined);
  }
  if (/\.[cm]?tsx?$/.test(file)) return () => typeProblem(path.resolve(file), before, after);
  return async () => undefined;
}

async function onlyNew(check: () => Promise<ProcessResult | undefined>): Promise<CompileCheck> {
  const compiled = (await check())?.code === 0;
  return async () => (compiled ? problemOf(await check()) : undefined);
}

const problemOf = (ran: ProcessResult | undefined): string | undefined =>
  ran === undefined || ran.code === 0
    ? undefined
    : ran.output
        .trim()
        .split('\n')
        .filter((line) => /Error/.test(line))
        .at(-1);

/** A package or its types are not installed yet: a step of the recipe installs them. */
const NOT_INSTALLED = ['TS2307', 'TS7016'];

/** The first error that the project's TypeScript reports in an added line. */
async function typeProblem(file: string, before: string, after: string): Promise<string | undefined> {
  const config = await above(file, 'tsconfig.json');
  const compiler = await above(file, 'node_modules/typescript/bin/tsc');
  if (config === undefined || compiler === undefined) return undefined;
  const cwd = path.dirname(config);
  const ran = await run(process.execPath, [compiler, '--noEmit', '--pretty', 'false', '-p', config], { cwd });
  const added = addedLines(before, after);
  for (const [, name = '', line, code = '', message] of ran?.output.matchAll(
    /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/gm,
  ) ?? [])
    if (path.resolve(cwd, name) === file && added.has(Number(line)) && !NOT_INSTALLED.includes(code))
      return `line ${line}: ${code}: ${message}`;
  return undefined;
}

async function above(file: string, name: string): Promise<string | undefined> {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const found = path.join(folder, name);
    if (await fileExists(found)) return found;
    if (folder === path.dirname(folder)) return undefined;
  }
}

/** The numbers of the added lines, from 1. */
function addedLines(before: string, after: string): ReadonlySet<number> {
  const numbers = new Set<number>();
  let line = 1;
  for (const { added, removed, count } of diffLines(before, after)) {
    if (added) for (let i = 0; i < count; i++) numbers.add(line + i);
    if (!removed) line += count;
  }
  return numbers;
}
