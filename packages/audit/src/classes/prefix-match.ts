import { from, type ProbeOrigin } from '../probe-origin.js';
import { ATTACKER, type Base } from '../target.js';
import type { Weakness } from '../weakness.js';

/** `startsWith`, and patterns without an end anchor. */
export const prefixMatch: Weakness = {
  id: 'prefix-match',
  title: 'The server compares only the start of the origin',
  advice: 'A pattern has no end anchor ($ or \\z), or the comparison is startsWith. Compare the whole origin.',
  impliedBy: ['reflects-any-origin', 'substring-match'],
  origins: ({ bases }) => [...bases.flatMap(lengthened), ...LOCALHOSTS],
};

function lengthened({ protocol, host, port, registered }: Base): readonly ProbeOrigin[] {
  if (host.startsWith('[')) return [];
  const parent = registered && host.endsWith(registered.suffix) ? host.slice(0, -registered.suffix.length) : undefined;
  return [
    ...[
      `${protocol}//${host}.${ATTACKER}${port}`,
      `${protocol}//${host}${ATTACKER}${port}`,
      `${protocol}//${host}-${ATTACKER}${port}`,
      ...(parent === undefined ? [] : [`${protocol}//${parent}${ATTACKER}${port}`]),
    ].map(from('anyone')),
    // The user name of a URL is not part of an origin.
    from('nobody')(`${protocol}//${host}${port}@${ATTACKER}`),
  ];
}

/** For development lists that allow everything that starts with localhost. */
const LOCALHOSTS: readonly ProbeOrigin[] = ['https:', 'http:'].flatMap((protocol) =>
  ['localhost', '127.0.0.1'].map((host) => from('anyone')(`${protocol}//${host}.${ATTACKER}`)),
);
