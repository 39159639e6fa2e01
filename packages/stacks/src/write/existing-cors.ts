import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileExists, type Project, sourceFiles } from './project.js';

/** A line that configures CORS. */
export interface CorsLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** How files of one language configure CORS. */
interface Language {
  readonly files: RegExp;
  readonly cors: RegExp;
  readonly comment: RegExp;
}

const HEADER = String.raw`['"\`]access-control-allow-origin['"\`]`;
const LANGUAGES: readonly Language[] = [
  {
    files: /\.[cm]?[jt]sx?$/,
    cors: new RegExp(
      String.raw`(?:require\(\s*|from\s+|import\s+|import\(\s*)['"](?:cors|@koa/cors|koa2?-cors|@fastify/cors|fastify-cors|hono/cors)['"]|\b(?:enableCors|handleCors|appendCors\w*Headers)\(|${HEADER}`,
      'i',
    ),
    comment: /^\s*(?:\/\/|\/?\*|import type\b)/,
  },
  {
    files: /\.py$/,
    cors: new RegExp(String.raw`\bCORSMiddleware\b|\bflask_cors\b|\bcorsheaders\b|\bcross_origin\b|${HEADER}`, 'i'),
    comment: /^\s*#/,
  },
  { files: /\.rb$/, cors: new RegExp(String.raw`\bRack::Cors\b|${HEADER}`, 'i'), comment: /^\s*#/ },
  { files: /\.php$/, cors: /access-control-allow-origin/i, comment: /^\s*(?:\/\/|#|\/?\*)/ },
  {
    files: /\.(?:properties|java|kt)$/,
    cors: new RegExp(String.raw`\bquarkus\.http\.cors\b|${HEADER}`, 'i'),
    comment: /^\s*(?:#|!|\/\/|\/?\*)/,
  },
];

/** In bytes: larger files are not written by hand. */
const FILE_LIMIT = 512 * 1024;

/** Where another file of the project, or one that this file imports, configures CORS; undefined if none does. */
export async function findExistingCors(file: string, text: string, project: Project): Promise<CorsLine | undefined> {
  const language = LANGUAGES.find(({ files }) => files.test(file));
  if (!language) return undefined;
  const own = path.resolve(file);
  for (const imported of await importedFiles(own, text)) {
    const found = await corsLine(imported, language);
    if (found) return found;
  }
  for await (const other of sourceFiles(project, language.files)) {
    const found = other === own ? undefined : await corsLine(other, language);
    if (found) return found;
  }
  return undefined;
}

async function corsLine(file: string, { cors, comment }: Language): Promise<CorsLine | undefined> {
  if (((await stat(file).catch(() => undefined))?.size ?? FILE_LIMIT) >= FILE_LIMIT) return undefined;
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const index = lines.findIndex((line) => cors.test(line) && !comment.test(line));
  const text = lines[index]?.trim();
  return text === undefined ? undefined : { file: path.relative('', file), line: index + 1, text };
}

/** What a JavaScript or TypeScript file imports by a relative path, which may lie outside the project's folder. */
async function importedFiles(file: string, text: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [, name = ''] of text.matchAll(
    /(?:require\(\s*|from\s+|import\s+|import\(\s*)['"](\.{1,2}\/[^'"\n]+)['"]/g,
  )) {
    const plain = path.resolve(path.dirname(file), name.replace(/\.[cm]?js$/, ''));
    const candidates = ['', '.ts', '.js', '.mjs', '.cjs', '.mts', '.cts', '/index.ts', '/index.js'];
    for (const ending of candidates)
      if (/\.\w+$/.test(plain + ending) && (await fileExists(plain + ending))) {
        found.push(plain + ending);
        break;
      }
  }
  return found;
}
