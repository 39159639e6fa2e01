import { corsUnsafeRequestHeaderNames, isCorsSafelistedMethod, type Outcome } from '@corsmith/protocol';
import { readHeaders } from './header-text.js';
import type { Play } from './play.js';

/** Why the browser sends a preflight, or why it doesn't, in sentences. */
export function whyPreflight(play: Play, outcomes: readonly Outcome[]): readonly string[] {
  const preflighting = outcomes.filter(({ exchanges }) =>
    exchanges.some(({ request }) => request.kind === 'preflight'),
  );
  if (outcomes.length === 0) return [];
  if (preflighting.length === 0) return [reasonAgainst(play, outcomes)];
  const unsafe = corsUnsafeRequestHeaderNames(readHeaders(play.headers).headers);
  const sentences = [
    ...(isCorsSafelistedMethod(play.method)
      ? []
      : [`The method ${play.method}: only GET, HEAD and POST need no preflight.`]),
    ...unsafe.map((name) =>
      name === 'content-type'
        ? 'Content-Type: only application/x-www-form-urlencoded, multipart/form-data and text/plain need no preflight.'
        : `The header ${name}: a form could not send it, at least not with this value.`,
    ),
  ];
  const some =
    preflighting.length < outcomes.length
      ? `Not in every engine, only in ${preflighting.map(({ engine }) => engine).join(', ')}.`
      : undefined;
  return [
    ...(sentences.length > 0 ? sentences : ['This engine treats fewer requests as safe than the others.']),
    ...(some ? [some] : []),
  ];
}

function reasonAgainst({ mode }: Play, outcomes: readonly Outcome[]): string {
  if (outcomes.every(({ exchanges }) => exchanges.length === 0)) return 'Nothing is sent.';
  if (mode === 'no-cors') return 'None: in no-cors mode there is no preflight, and the page can’t read the response.';
  if (outcomes.every(({ response }) => response?.type === 'basic')) return 'None: the request is same-origin.';
  return 'None: a form could send the same request, so the browser sends it and checks the response before the page may read it.';
}
