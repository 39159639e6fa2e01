import { from, type ProbeOrigin } from '../probe-origin.js';
import { type Base, strangersBeside, type Target } from '../target.js';
import type { Weakness } from '../weakness.js';
import { undotted } from './unescaped-dot.js';

/** `endsWith`, and patterns without a start anchor, or without the dot before the domain. */
export const suffixMatch: Weakness = {
  id: 'suffix-match',
  title: 'The server compares only the end of the origin',
  probes: 'an origin that only ends like an allowed one',
  before: ['part-of-list'],
  advice:
    'A pattern has no start anchor (^ or \\A), or the dot before the domain is missing. Compare the whole origin; for subdomains, include the dot.',
  impliedBy: ['reflects-any-origin', 'substring-match'],
  origins: (target) => [
    ...joined(target.bases),
    ...target.bases.flatMap((base) => suffixAlone(base, target)),
    ...target.bases.flatMap((base) => extended(base, target)),
  ],
};

function extended(base: Base, { key }: Target): readonly ProbeOrigin[] {
  const { protocol, port, registered } = base;
  if (!registered) return [];
  const { domain } = registered;
  const after = undotted(base).map(({ origin }) => origin);
  const unless = strangersBeside(base, key);
  return [
    from('anyone', { after, unless })(`${protocol}//corsmith${domain}${port}`),
    from('anyone', { after, unless })(`${protocol}//corsmith-${domain}${port}`),
    ...(protocol === 'http:' ? [] : [from('anyone', { rare: true, unless })(`http://corsmith${domain}${port}`)]),
  ];
}

/** A comparison of the last labels takes `co.uk` for a domain. */
const suffixAlone = (base: Base, { key }: Target): readonly ProbeOrigin[] =>
  base.registered?.under === 'registry' && base.registered.suffix.includes('.')
    ? strangersBeside(base, key).map(from('anyone'))
    : [];

/** Two allowed names as one, which a search tree over reversed names may allow. https://github.com/advisories/GHSA-vhxv-fg4m-p2w8 */
function joined(bases: readonly Base[]): readonly ProbeOrigin[] {
  return bases.flatMap((first) => {
    const second = bases.find((one) => one !== first && one.registered);
    if (!first.registered || !second?.registered || second.host !== second.registered.domain) return [];
    const start = first.host.slice(0, -first.registered.suffix.length - 1);
    return [from('anyone')(`${second.protocol}//${start}${second.host}${second.port}`)];
  });
}
