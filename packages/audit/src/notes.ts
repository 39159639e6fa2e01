import type { Acquaintance } from './acquaintance.js';
import { isLetIn } from './acquaintance.js';
import type { Asker, Located } from './ask.js';
import type { Interview } from './interview.js';
import { exampleOf } from './target.js';

/** What a person should know before they rely on what was found, or was not. */
export function notesOf(
  plain: Located | undefined,
  given: readonly string[],
  { trusted, isOpen }: Acquaintance,
  { interview, asker }: { readonly interview: Interview; readonly asker: Asker },
): readonly string[] {
  const status = plain?.response?.status ?? 0;
  const unknown = given.filter((one) => !isLetIn(interview, exampleOf(one)));
  return [
    ...(status >= 300 && status < 400 ? [`The server answers ${status}, a redirect: audit the URL it leads to.`] : []),
    ...(status >= 400
      ? [`The server answers ${status}: the policy of other answers may differ. Give what it asks for with -H.`]
      : []),
    ...(unknown.length > 0 ? [`The server does not let in ${unknown.join(', ')}.`] : []),
    ...(trusted.length === 0 && !isOpen
      ? ['No origin that is let in was found: name one that is right with --origin, for others are made from it.']
      : []),
    ...(asker.stopped === undefined ? [] : [STOPPED[asker.stopped]]),
  ];
}

const STOPPED: Readonly<Record<NonNullable<Asker['stopped']>, string>> = {
  unwelcome: 'The server asked for fewer requests (429), so no more were sent.',
  silent: 'The server gave no more answers, so no more requests were sent.',
};
