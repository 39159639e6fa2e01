import { from, type ProbeOrigin } from '../probe-origin.js';
import type { Base, Target } from '../target.js';
import type { Weakness } from '../weakness.js';

/** Characters in hosts from which some browser loads pages: the likeliest, then the others. */
const USUAL = [...'_`{$!'];
const OTHERS = [...`&+-"'()*,=}~`];
/** That other tools probe, although no browser loads them. */
const NEVER = [...';^|', '%60', '%0b'];

/** A pattern that treats any character other than a letter, digit or dot as the end of the host. */
export const specialCharacters: Weakness = {
  id: 'special-characters',
  title: 'The server treats an unusual character as the end of the host',
  probes: 'an allowed host, an unusual character, then another host',
  advice:
    'Hosts may contain more than letters, digits, dots and hyphens. Compare the whole origin, or end the pattern with (:[0-9]+)?$.',
  impliedBy: ['reflects-any-origin', 'substring-match', 'prefix-match'],
  preflights: 'if-different',
  origins: (target) => target.bases.flatMap((base) => interrupted(base, target)),
};

/** Without TLS, since no authority certifies such names; some with TLS, for servers that require it. */
function interrupted({ protocol, host, port, registered }: Base, { attackerHost }: Target): readonly ProbeOrigin[] {
  if (!registered) return [];
  const plain = (character: string) => `http://${host}${character}.${attackerHost}${port}`;
  const usual = USUAL.map(plain);
  const secure = protocol === 'https:' ? ['_', '`', '%60'] : [];
  return [
    ...usual.map(from('anyone')),
    ...OTHERS.map(plain).map(from('anyone', { after: usual })),
    ...[
      ...NEVER.map(plain),
      ...secure.map((one) => `https://${host}${one}.${attackerHost}${port}`),
      ...['$', '-', '_'].map((label) => `http://${host}.${label}.${attackerHost}${port}`),
    ].map(from('anyone', { rare: true })),
  ];
}
