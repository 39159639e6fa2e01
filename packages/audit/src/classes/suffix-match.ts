import { from, type ProbeOrigin } from '../probe-origin.js';
import type { Base } from '../target.js';
import type { Weakness } from '../weakness.js';

/** `endsWith`, and patterns without a start anchor, or without the dot before the domain. */
export const suffixMatch: Weakness = {
  id: 'suffix-match',
  title: 'The server compares only the end of the origin',
  before: ['part-of-list'],
  advice:
    'A pattern has no start anchor (^ or \\A), or the dot before the domain is missing. Compare the whole origin; for subdomains, include the dot.',
  impliedBy: ['reflects-any-origin', 'substring-match'],
  origins: ({ bases }) => bases.flatMap(extended),
};

function extended({ protocol, port, registered }: Base): readonly ProbeOrigin[] {
  if (!registered) return [];
  const { domain } = registered;
  return [...new Set([protocol, 'http:'])]
    .flatMap((each) => [`${each}//corsmith${domain}${port}`, `${each}//corsmith-${domain}${port}`])
    .map(from('anyone'));
}
