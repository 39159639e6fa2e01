import { from, type ProbeOrigin } from '../probe-origin.js';
import { ATTACKER, type Base } from '../target.js';
import type { Weakness } from '../weakness.js';

/** `includes`, `contains`, `strpos`, `in`, and patterns without anchors. */
export const substringMatch: Weakness = {
  id: 'substring-match',
  title: 'The server compares only a part of the origin',
  before: ['prefix-match'],
  advice:
    'A name that is only contained proves nothing. Compare the whole origin, including scheme and port, with each in the list.',
  impliedBy: ['reflects-any-origin'],
  origins: ({ bases }) => bases.flatMap(contained),
};

function contained({ protocol, host, port, registered }: Base): readonly ProbeOrigin[] {
  if (!registered) return [];
  const { name, suffix } = registered;
  return [
    `${protocol}//corsmith-${host}.${ATTACKER}${port}`,
    `${protocol}//corsmith.${name}.${ATTACKER}${port}`,
    `${protocol}//corsmith-${name}-corsmith.${suffix}${port}`,
  ].map(from('anyone'));
}
