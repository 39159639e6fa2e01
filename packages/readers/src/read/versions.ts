import type { Project } from './reading.js';

/** The major version of a package that a package.json of the project names; undefined if none does. */
export function majorOf(name: string, { files }: Project): number | undefined {
  for (const { path, text } of files) {
    if (!/(?:^|\/)package\.json$/.test(path)) continue;
    const [, version] = new RegExp(`"${name.replace(/[/.]/g, '\\$&')}"\\s*:\\s*"[^"\\d]*(\\d+)`).exec(text) ?? [];
    if (version !== undefined) return Number(version);
  }
  return undefined;
}
