import { from, type ProbeOrigin } from '../probe-origin.js';
import { ATTACKER, type Base } from '../target.js';
import type { Weakness } from '../weakness.js';

/** What stands in no name that a person would think of, and in those of pages that some browser loads, or of other tools' probes. */
const CHARACTERS = [...`_-!"$&'()*+,;=\`{}~^|`, '%60', '%0b'];

/** A pattern that takes whatever is no letter, digit or dot for the end of the host. */
export const specialCharacters: Weakness = {
  id: 'special-characters',
  title: 'The server takes an unusual character for the end of the host',
  advice:
    'Hosts may hold more than letters, digits, dots and hyphens. Compare the whole origin, or end the pattern with (:[0-9]+)?$.',
  impliedBy: ['reflects-any-origin', 'substring-match', 'prefix-match'],
  origins: ({ bases }) => bases.flatMap(interrupted),
};

/** Without TLS, since no authority certifies such names; once with it, for servers that ask for it. */
function interrupted({ protocol, host, port, registered }: Base): readonly ProbeOrigin[] {
  if (!registered) return [];
  const plain = CHARACTERS.map((character) => `http://${host}${character}.${ATTACKER}${port}`);
  const secure =
    protocol === 'https:' ? ['_', '`', '%60'].map((one) => `https://${host}${one}.${ATTACKER}${port}`) : [];
  const labels = ['$', '-', '_'].map((label) => `http://${host}.${label}.${ATTACKER}${port}`);
  return [...plain, ...secure, ...labels].map(from('anyone'));
}
