import { from } from '../probe-origin.js';
import type { Base } from '../target.js';
import type { Weakness } from '../weakness.js';

/** `example.*`, `\.[a-z]{2,}$`, and comparisons of the second-level name alone. */
export const anyEnding: Weakness = {
  id: 'any-ending',
  title: 'The server allows the name under other endings',
  probes: 'an allowed name under another top-level domain',
  before: ['part-of-list'],
  advice:
    'Each top-level domain sells the name anew: example.net need not be owned by who owns example.com. List the domains that are yours.',
  impliedBy: ['reflects-any-origin', 'substring-match', 'prefix-match'],
  origins: ({ bases }) => bases.flatMap(withOtherEndings).map(from('anyone')),
};

/** One of three letters and one of two, neither of which begins another common one. */
export function withOtherEndings({ protocol, host, port, registered }: Base): readonly string[] {
  if (registered?.under !== 'registry') return [];
  const { suffix } = registered;
  const start = host.slice(0, -suffix.length);
  return [suffix === 'net' ? 'org' : 'net', suffix === 'io' ? 'me' : 'io'].map(
    (ending) => `${protocol}//${start}${ending}${port}`,
  );
}
