import { from, type ProbeOrigin } from '../probe-origin.js';
import { type Base, strangersBeside, type Target } from '../target.js';
import type { Weakness } from '../weakness.js';
import { lengthened } from './prefix-match.js';
import { undotted } from './unescaped-dot.js';

/** `includes`, `contains`, `strpos`, `in`, and patterns without anchors. */
export const substringMatch: Weakness = {
  id: 'substring-match',
  title: 'The server compares only a part of the origin',
  probes: 'an origin that only contains an allowed one, or its name',
  before: ['suffix-match'],
  advice:
    'A name that is only contained proves nothing. Compare the whole origin, including scheme and port, with each in the list.',
  impliedBy: ['reflects-any-origin'],
  origins: (target) => [
    ...target.bases.flatMap((base) => contained(base, target)),
    ...(target.own ? contained(target.own, target).slice(0, 1) : []),
  ],
};

function contained(base: Base, target: Target): readonly ProbeOrigin[] {
  const { protocol, host, port, registered } = base;
  if (!registered) return [];
  const { name, suffix } = registered;
  const after = [...lengthened(base, target), ...undotted(base)].map(({ origin }) => origin);
  const unless = strangersBeside(base, target.key);
  return [
    from('anyone', { after })(`${protocol}//corsmith-${host}.${target.attackerHost}${port}`),
    from('anyone', { after })(`${protocol}//corsmith.${name}.${target.attackerHost}${port}`),
    from('anyone', { after, unless })(`${protocol}//corsmith-${name}-corsmith.${suffix}${port}`),
  ];
}
