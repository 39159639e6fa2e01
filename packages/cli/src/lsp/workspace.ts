import { type Finding, type LintResult, lint, policiesAt, read } from '@corsmith/lint';
import type { Reading, ReadPolicy, SourceFile } from '@corsmith/readers';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Folder, folderOf } from './folder.js';

/** In characters: longer texts are not configuration that a person writes. */
const TEXT_LIMIT = 4 * 1024 * 1024;

/** An open document, with the files beside it. */
export interface Opened {
  /** As findings name it. */
  readonly path: string;
  /** The project as the editor shows it: what is open counts as it is there, saved or not. */
  readonly files: readonly SourceFile[];
  readonly uriOf: (path: string) => string;
}

export interface Workspace {
  readonly setFolders: (uris: readonly string[]) => void;
  /** Files on disk have changed. */
  readonly stale: () => void;
  readonly opened: (document: TextDocument, all: readonly TextDocument[]) => Promise<Opened>;
}

export function createWorkspace(): Workspace {
  let folders: readonly Folder[] = [];
  const texts = new WeakMap<TextDocument, { readonly version: number; readonly file: SourceFile }>();
  const lasts = new WeakMap<Folder, readonly SourceFile[]>();
  /** The same object while the text is the same, so that what was found in it is found again. */
  const fileOf = (document: TextDocument, path: string): SourceFile => {
    const known = texts.get(document);
    if (known?.version === document.version && known.file.path === path) return known.file;
    const text = document.getText();
    const file = { path, text: text.length > TEXT_LIMIT ? '' : text };
    texts.set(document, { version: document.version, file });
    return file;
  };
  return {
    setFolders(uris) {
      folders = uris.flatMap((uri) => folderOf(uri) ?? []);
    },
    stale() {
      for (const one of folders) one.stale();
    },
    async opened(document, all) {
      const folder = folders.find((one) => one.pathOf(document.uri) !== undefined);
      const path = folder?.pathOf(document.uri);
      if (!folder || path === undefined) {
        const file = fileOf(document, nameOf(document.uri));
        return { path: file.path, files: [file], uriOf: () => document.uri };
      }
      const shown = new Map(
        all.flatMap((one) => {
          const inside = folder.pathOf(one.uri);
          return inside === undefined ? [] : [[inside, { uri: one.uri, file: fileOf(one, inside) }] as const];
        }),
      );
      const saved = (await folder.files()).filter((one) => !shown.has(one.path));
      const files = [...saved, ...[...shown.values()].map(({ file }) => file)];
      const last = lasts.get(folder);
      const isSame = last?.length === files.length && last.every((one, i) => one === files[i]);
      if (!isSame) lasts.set(folder, files);
      return {
        path,
        files: isSame ? last : files,
        uriOf: (file) => shown.get(file)?.uri ?? folder.uriOf(file),
      };
    },
  };
}

/** The last part of a URI: what a reader knows a file by that belongs to no folder. */
const nameOf = (uri: string): string =>
  decoded(
    uri
      .replace(/[?#].*/, '')
      .split(/[/:\\]/)
      .at(-1) ?? uri,
  );

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const found = new WeakMap<readonly SourceFile[], Promise<LintResult>>();
const readings = new WeakMap<readonly SourceFile[], Reading>();

export async function findingsIn({ path, files }: Opened): Promise<readonly Finding[]> {
  const result = found.get(files) ?? lint({ files });
  found.set(files, result);
  return (await result).findings.filter(({ file }) => file === path);
}

/** The policies of a line, from 1. */
export function policiesOn({ path, files }: Opened, line: number): readonly ReadPolicy[] {
  const reading = readings.get(files) ?? read({ files });
  readings.set(files, reading);
  return policiesAt(reading, { files }, path, line);
}
