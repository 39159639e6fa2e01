import { from, type ProbeOrigin } from '../probe-origin.js';
import { ATTACKER, type Base } from '../target.js';
import type { Weakness } from '../weakness.js';

/** Unusual characters in hosts from which some browser loads pages, or that other tools probe. */
const CHARACTERS = [...`_-!"$&'()*+,;=\`{}~^|`, '%60', '%0b'];

/** A pattern that treats any character other than a letter, digit or dot as the end of the host. */
export const specialCharacters: Weakness = {
  id: 'special-characters',
  title: 'The server treats an unusual character as the end of the host',
  advice:
    'Hosts may contain more than letters, digits, dots and hyphens. Compare the whole origin, or end the pattern with (:[0-9]+)?$.',
  impliedBy: ['reflects-any-origin', 'substring-match', 'prefix-match'],
  origins: ({ bases }) => bases.flatMap(interrupted),
};

/** Without TLS, since no authority certifies such names; some with TLS, for servers that require it. */
function interrupted({ protocol, host, port, registered }: Base): readonly ProbeOrigin[] {
  if (!registered) return [];
  const plain = CHARACTERS.map((character) => `http://${host}${character}.${ATTACKER}${port}`);
  const secure =
    protocol === 'https:' ? ['_', '`', '%60'].map((one) => `https://${host}${one}.${ATTACKER}${port}`) : [];
  const labels = ['$', '-', '_'].map((label) => `http://${host}.${label}.${ATTACKER}${port}`);
  return [...plain, ...secure, ...labels].map(from('anyone'));
}
