import type { SourceFile } from '@corsmith/readers';
import type { Finding, FindingId, IgnoredFinding } from './finding.js';

interface Judged {
  readonly findings: readonly Finding[];
  readonly ignored: readonly IgnoredFinding[];
}

/** `corsmith-ignore null-origin: the sandboxed editor needs it`, in whatever comment the file has. */
const COMMENT = /corsmith-ignore(-file)?(?:[ \t]+([a-z][a-z0-9-]*(?:[ \t]*,[ \t]*[a-z][a-z0-9-]*)*))?([^\n]*)/g;

interface Comment {
  readonly ids: readonly string[];
  readonly reason: string;
  /** Of the comment, from 1. */
  readonly line: number;
  readonly column: number;
  readonly holdsFor: 'file' | 'line';
}

/**
 * Takes out the findings that a comment accepts: on the same line, on the line above, or `corsmith-ignore-file` anywhere. A
 * comment without ids or without a reason accepts nothing, and is a finding itself.
 */
export function withoutIgnored(findings: readonly Finding[], files: readonly SourceFile[]): Judged {
  const comments = new Map<string, readonly Comment[]>();
  for (const { path, text } of files) if (text.includes('corsmith-ignore')) comments.set(path, commentsIn(text));
  if (comments.size === 0) return { findings, ignored: [] };
  const ignored: IgnoredFinding[] = [];
  const left = findings.filter((finding) => {
    const comment = (comments.get(finding.file) ?? []).find((one) => accepts(one, finding));
    if (!comment) return true;
    ignored.push({ finding, reason: comment.reason });
    return false;
  });
  const incomplete = [...comments].flatMap(([file, list]) =>
    list.flatMap((one) => (isComplete(one) ? [] : [incompleteFinding(file, one, findings)])),
  );
  return { findings: [...left, ...incomplete], ignored };
}

const isComplete = ({ ids, reason }: Comment): boolean => ids.length > 0 && reason !== '';

function accepts(comment: Comment, { id, line }: Finding): boolean {
  if (!isComplete(comment) || !comment.ids.includes(id)) return false;
  return comment.holdsFor === 'file' || comment.line === line || comment.line + 1 === line;
}

function commentsIn(text: string): readonly Comment[] {
  return [...text.matchAll(COMMENT)].map(({ index, 1: file, 2: ids = '', 3: rest = '' }) => {
    const before = text.slice(0, index);
    const start = before.lastIndexOf('\n') + 1;
    return {
      ids: ids.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()])),
      reason: (/^[ \t]*(?::|--)[ \t]*(.*)$/.exec(rest.replace(/(?:\*\/|-->|#\}|%>)?\s*$/, ''))?.[1] ?? '').trim(),
      line: before.split('\n').length,
      column: index - start + 1,
      holdsFor: file === undefined ? 'line' : 'file',
    };
  });
}

function incompleteFinding(file: string, { ids, line, column }: Comment, findings: readonly Finding[]): Finding {
  const stack = findings.find((one) => one.file === file)?.stack ?? 'nginx';
  const id: FindingId = 'ignore-without-reason';
  return {
    id,
    level: 'no-effect',
    stack,
    file,
    line,
    column,
    message: ids.length === 0 ? 'This comment names no finding.' : 'This comment gives no reason.',
    why: 'It ignores nothing. Write corsmith-ignore null-origin: and why it is meant.',
  };
}
