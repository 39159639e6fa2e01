import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LIMITS = { maxBuffer: 64 * 1024 * 1024, timeout: 240_000 } as const;

/** What Firefox prints about CORS in one language: templates with `%1$S` and `%2$S`, by their keys. */
export interface LanguagePack {
  readonly locale: string;
  readonly messages: ReadonlyMap<string, string>;
}

/** Debian's packages of Firefox's languages, by name; empty where there are none. */
export async function languagePackages(): Promise<readonly string[]> {
  const { stdout } = await run('apt-cache', ['search', '--names-only', '^firefox-esr-l10n-'], LIMITS);
  const names = stdout.split('\n').map((line) => line.split(' ')[0] ?? '');
  return names.filter((name) => name !== '' && !name.endsWith('-all')).sort();
}

/** Downloads packages, installs none, and reads the messages in them. */
export async function languagePacks(names: readonly string[]): Promise<readonly LanguagePack[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'languages-'));
  try {
    await run('apt-get', ['download', '-qq', '-o', 'APT::Sandbox::User=root', ...names], { ...LIMITS, cwd: folder });
    const archives = (await readdir(folder)).filter((name) => name.endsWith('.deb'));
    const packs: LanguagePack[] = [];
    for (const archive of archives) packs.push(await packIn(folder, archive));
    return packs;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function packIn(folder: string, archive: string): Promise<LanguagePack> {
  const content = path.join(folder, archive.replace(/\.deb$/, ''));
  await run('dpkg-deb', ['--extract', archive, content], { ...LIMITS, cwd: folder });
  const files = await readdir(content, { recursive: true });
  const pack = files.find((name) => name.endsWith('.xpi'));
  if (pack === undefined) throw new Error(`${archive} has no language pack`);
  const { stdout } = await run('unzip', ['-p', path.join(content, pack), '*/security/security.properties'], LIMITS);
  const messages = [...stdout.matchAll(/^(CORS\w+)\s*=\s*(.*?)\r?$/gm)].map(
    ([, key = '', text = '']) =>
      [
        key,
        text.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      ] as const,
  );
  return { locale: /langpack-([\w-]+)@/.exec(pack)?.[1] ?? archive, messages: new Map(messages) };
}
