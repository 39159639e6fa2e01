import { from, type ProbeOrigin } from '../probe-origin.js';
import { ATTACKER, type Base } from '../target.js';
import type { Weakness } from '../weakness.js';

/** `startsWith`, and patterns without an end. */
export const prefixMatch: Weakness = {
  id: 'prefix-match',
  title: 'The server compares only the beginning of the origin',
  advice: 'A pattern has no end ($ or \\z), or a text is only looked for at the beginning. Compare the whole origin.',
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
    // The user of a URL is no part of an origin.
    from('nobody')(`${protocol}//${host}${port}@${ATTACKER}`),
  ];
}

/** A list for developers that takes all that begins as localhost does. */
const LOCALHOSTS: readonly ProbeOrigin[] = ['https:', 'http:'].flatMap((protocol) =>
  ['localhost', '127.0.0.1'].map((host) => from('anyone')(`${protocol}//${host}.${ATTACKER}`)),
);
