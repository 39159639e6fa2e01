import { printable } from '@corsmith/evidence';
import { type Finding, fixesOf } from '@corsmith/lint';
import type { SourceFile } from '@corsmith/readers';
import { type CodeAction, CodeActionKind, type Diagnostic, type TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Opened } from './workspace.js';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.corsmith`;

/** The edit of one finding: the same as `lint --fix` makes; undefined if it does not hold. */
export async function quickFix(
  finding: Finding,
  diagnostic: Diagnostic,
  opened: Opened,
): Promise<CodeAction | undefined> {
  const changes = await changesOf([finding], opened);
  return (
    changes && {
      title: `Fix: ${printable(finding.message)}`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      isPreferred: true,
      edit: { changes },
    }
  );
}

/** Every certain edit of the document. */
export async function fixAll(findings: readonly Finding[], opened: Opened): Promise<CodeAction | undefined> {
  const changes = await changesOf(findings, opened);
  return changes && { title: 'Fix all CORS findings', kind: FIX_ALL, edit: { changes } };
}

async function changesOf(
  findings: readonly Finding[],
  { files, uriOf }: Opened,
): Promise<Record<string, TextEdit[]> | undefined> {
  const fixes = await fixesOf(findings, files);
  if (fixes.files.length === 0) return undefined;
  return Object.fromEntries(
    fixes.files.map((changed) => {
      const before = files.find(({ path }) => path === changed.path) ?? { path: changed.path, text: '' };
      return [uriOf(changed.path), [editOf(before, changed)]];
    }),
  );
}

/** From the first character that differs to the last. */
function editOf({ path, text: old }: SourceFile, { text }: SourceFile): TextEdit {
  const most = Math.min(old.length, text.length);
  let head = 0;
  while (head < most && old[head] === text[head]) head++;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  const document = TextDocument.create(path, '', 0, old);
  return {
    range: { start: document.positionAt(head), end: document.positionAt(old.length - tail) },
    newText: text.slice(head, text.length - tail),
  };
}
