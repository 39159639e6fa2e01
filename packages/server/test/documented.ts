import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The blocks of JavaScript on a page of docs/server, below a heading where one is given. */
export function codeOn(page: string, heading?: string): string[] {
  const text = readFileSync(`${root}docs/server/${page}.md`, 'utf8');
  const sections = heading === undefined ? [text] : text.split(/\n(?=##+ )/).filter((one) => one.startsWith(heading));
  if (sections.length !== 1) throw new Error(`${page} has no heading "${heading}", or several.`);
  return [...sections[0]!.matchAll(/```(?:js|ts)\n(.*?)```/gs)].map(([, code = '']) => code);
}

/** Runs such a block as a module, behind what stands for the reader's own code: what it exports, and the named. */
export async function run<Declared extends object>(
  name: string,
  code: string,
  names: readonly string[] = [],
): Promise<Declared> {
  // Within the package, whose frameworks it imports.
  const folder = fileURLToPath(new URL('../.out/documented/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const file = `${folder}${name.replace(/\W+/g, '-')}-${process.pid}.ts`;
  writeFileSync(file, `${code}\nexport { ${names.join(', ')} };\n`);
  return import(/* @vite-ignore */ pathToFileURL(file).href);
}
