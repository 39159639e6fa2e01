import { corsUnsafeRequestHeaderNames, isCorsSafelistedMethod, type Outcome } from '@corsmith/protocol';
import { readHeaders } from './header-text.js';
import type { Play } from './play.js';

/** Why the browser asks before it sends, or why it does not; a sentence each. */
export function whyPreflight(play: Play, outcomes: readonly Outcome[]): readonly string[] {
  const asking = outcomes.filter(({ exchanges }) => exchanges.some(({ request }) => request.kind === 'preflight'));
  if (outcomes.length === 0) return [];
  if (asking.length === 0) return [reasonAgainst(play, outcomes)];
  const unsafe = corsUnsafeRequestHeaderNames(readHeaders(play.headers).headers);
  const sentences = [
    ...(isCorsSafelistedMethod(play.method)
      ? []
      : [`The method ${play.method}: only GET, HEAD and POST go without asking.`]),
    ...unsafe.map((name) =>
      name === 'content-type'
        ? 'Content-Type: only application/x-www-form-urlencoded, multipart/form-data and text/plain go without asking.'
        : `The header ${name}: a form could not send it, or not with this value.`,
    ),
  ];
  const some =
    asking.length < outcomes.length
      ? `Not in every engine: ${asking.map(({ engine }) => engine).join(', ')} ask.`
      : undefined;
  return [
    ...(sentences.length > 0 ? sentences : ['What this engine takes for safe is less than the others do.']),
    ...(some ? [some] : []),
  ];
}

function reasonAgainst({ mode }: Play, outcomes: readonly Outcome[]): string {
  if (outcomes.every(({ exchanges }) => exchanges.length === 0)) return 'Nothing is sent at all.';
  if (mode === 'no-cors') return 'None: in mode no-cors nothing is asked, and nothing can be read.';
  if (outcomes.every(({ response }) => response?.type === 'basic')) return 'None: the page asks its own origin.';
  return 'None: a form could send the same, so the browser just sends it, and looks at the answer before the page may.';
}
