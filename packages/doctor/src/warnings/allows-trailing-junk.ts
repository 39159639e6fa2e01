import { allowedFrom, originProbes, pageUrl } from '../extra-probes/experiments.js';
import { ALLOW_ORIGIN } from '../facts/facts.js';
import type { Seen } from '../facts/seen.js';
import { lines } from '../facts/wire.js';
import type { WarningRule } from '../warning.js';

/** A name that anyone could register, and that begins with the page's. */
function lengthened(seen: Seen): string | undefined {
  const page = pageUrl(seen);
  if (!page || page.hostname.startsWith('[')) return undefined;
  return `${page.protocol}//${page.hostname}.corsmith.example${page.port === '' ? '' : `:${page.port}`}`;
}

export const allowsTrailingJunk: WarningRule = {
  id: 'allows-trailing-junk',
  title: 'The server checks only the beginning of the origin',
  before: ['http-origin-with-credentials'],
  probes: (seen) => originProbes(seen, lengthened(seen)),
  match(seen) {
    const located = allowedFrom(seen, lengthened(seen));
    if (!located) return undefined;
    const header = lines(located.response, ALLOW_ORIGIN)[0];
    const at = pageUrl(seen)?.protocol.length ?? 0;
    return {
      explanation:
        'A host that begins with the page’s host but belongs to someone else is allowed too: a pattern lacks its end, or only a prefix is compared. Compare the whole origin.',
      evidence: [
        {
          text: 'someone else’s host',
          exchange: located.index,
          ...(header && { header, at: at + 2 + (pageUrl(seen)?.hostname.length ?? 0) }),
        },
      ],
    };
  },
};
