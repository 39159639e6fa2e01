import type { Diagnosis } from '@corsmith/doctor';
import { besideLabel, type Line, labelled, paragraph } from './line.js';

/** The error behind the CORS message: status, sender, what it says, and what to do about it. */
export function hiddenLines({ hiddenResponse, causes: [cause] }: Diagnosis, width: number): Line[] {
  if (!hiddenResponse) return [];
  const { status, reason, from, server, requestId, retryAfter, text, advice } = hiddenResponse;
  const room = besideLabel(width);
  const marks = [
    from && `from ${from}`,
    server && `server ${server}`,
    requestId && `request ${requestId}`,
    retryAfter && `retry after ${retryAfter}`,
  ].filter(Boolean);
  // The cause says it already.
  const isSaid = cause?.explanation.includes(advice);
  return labelled('Hidden', [
    ...paragraph(`${status} ${reason}${text === undefined ? '' : `: “${text}”`}`, room),
    ...paragraph(marks.join(', '), room, 'dim'),
    ...(isSaid ? [] : paragraph(advice, room)),
  ]);
}
