import { ALLOW_ORIGIN, lines } from '@corsmith/doctor/examination';
import { get } from '@corsmith/protocol';
import type { Context } from './classify.js';
import type { Finding } from './finding.js';
import { impactOf } from './impact.js';
import { best, together } from './reach.js';
import { severityOf } from './severity.js';

/** `*` says that all may read what everyone can fetch. In a private network that is what the attacker can't. */
export function wildcardOnPrivateNetwork(
  { target, interview }: Context,
  strangers: readonly string[],
): Finding | undefined {
  const asked = strangers.flatMap((origin) => interview.of(origin) ?? []);
  const open = asked.find(({ actual }) => actual?.response && get(actual.response.headers, ALLOW_ORIGIN) === '*');
  const reaches = together(asked.map((one) => one.reaches));
  if (target.network === 'public' || !open?.actual || best(reaches, 'read') === 'none') return undefined;
  return {
    id: 'wildcard-on-private-network',
    title: 'The server lets in everyone (*), in a private network',
    severity: severityOf('anyone', reaches, target)!,
    attacker: 'anyone',
    ...impactOf('anyone', open.origin, reaches, target),
    browsers: reaches,
    origins: ['*'],
    evidence: lines(open.actual.response, ALLOW_ORIGIN).map((header) => ({
      text: `Origin: ${open.origin}`,
      exchange: open.actual!.index,
      header,
      at: 0,
    })),
    advice:
      'List the origins of the pages that use it. That an address is private keeps no page out: the browser of a visitor stands inside.',
  };
}
