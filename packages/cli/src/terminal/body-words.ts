import type { PageRequest } from '@corsmith/protocol';

/** In UTF-16 units: a longer body would push everything else off the screen. */
const LONGEST_PRINTED = 2000;

/** Placeholder for a file with the body. */
const BODY_FILE = '@FILE';

/** Printed after a command that names it. */
export const BODY_FILE_NOTE = 'FILE is a file with the request body.';

/** The flags of one program that give a body. */
interface BodyFlags {
  readonly text: string;
  /** For a text that begins with `@`, which the other flags take for a file. */
  readonly raw: string;
  readonly file: string;
}

const CHECK: BodyFlags = { text: '--data', raw: '--data-raw', file: '--data' };
const CURL: BodyFlags = { text: '--data-raw', raw: '--data-raw', file: '--data-binary' };

/** The body as words of `corsmith check`, which reads it back as exactly this one. */
export const checkBody = (body: PageRequest['body']): string[][] => bodyWords(body, CHECK);

/** The same for curl, which needs no flag for an empty body. */
export const curlBody = (body: PageRequest['body']): string[][] => (body === '' ? [] : bodyWords(body, CURL));

function bodyWords(body: PageRequest['body'], { text, raw, file }: BodyFlags): string[][] {
  if (body === undefined || body === null) return [];
  // No shell argument can contain NUL.
  if (typeof body !== 'string' || body.length > LONGEST_PRINTED || body.includes('\0')) return [[file, BODY_FILE]];
  return [[body.startsWith('@') ? raw : text, body]];
}

/** Whether a command reads its body from a file. */
export const namesBodyFile = (groups: readonly (readonly string[])[]): boolean =>
  groups.some(([flag, value]) => flag?.startsWith('--data') && value === BODY_FILE);
