import { parse } from 'tldts';
import { from, type ProbeOrigin } from '../probe-origin.js';
import { type Base, isForSale } from '../target.js';
import type { Weakness } from '../weakness.js';

/** `allowed.includes(origin)` where what is allowed is a text and not a list: a part of an origin is in it too. */
export const partOfList: Weakness = {
  id: 'part-of-list',
  title: 'The server looks for the origin in a text of those that are allowed',
  advice:
    'A part of an allowed origin is found in that text too. Split it into a list, and compare with each as a whole.',
  impliedBy: ['reflects-any-origin', 'substring-match', 'prefix-match', 'suffix-match'],
  origins: ({ bases }) => bases.flatMap(shortened),
};

/** An ending that exists and is the beginning of ours (`.co` of `.com`), and a name without its first letter. */
function shortened(base: Base): readonly ProbeOrigin[] {
  const { protocol, host, port, registered } = base;
  if (!registered) return [];
  const { domain, name } = registered;
  const ends = [host.slice(0, -1), host.slice(0, -2)].filter((cut) => parse(cut).isIcann === true && parse(cut).domain);
  const hosts = [...ends.slice(0, 1), ...(name.length > 1 ? [domain.slice(1)] : [])];
  return hosts
    .filter((cut) => isForSale(cut, base))
    .map((cut) => `${protocol}//${cut}${port}`)
    .map(from('anyone'));
}
