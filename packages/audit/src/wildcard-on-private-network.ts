import { ALLOW_ORIGIN, lines } from '@corsmith/doctor/examination';
import { get } from '@corsmith/protocol';
import type { Context } from './classify.js';
import { exploitOf } from './exploit.js';
import type { Finding } from './finding.js';
import { impactOf } from './impact.js';
import { best, together } from './reach.js';
import { gradeOf } from './severity.js';

/** `*` allows any page to read what everyone can fetch. In a private network, the attacker can't fetch it otherwise. */
export function wildcardOnPrivateNetwork(
  { target, prober, attempts }: Context,
  otherOrigins: readonly string[],
): Finding | undefined {
  const probed = otherOrigins.flatMap((origin) => prober.resultOf(origin) ?? []);
  const open = probed.find(({ actual }) => actual?.response && get(actual.response.headers, ALLOW_ORIGIN) === '*');
  const reaches = together(probed.map((one) => one.reaches));
  const actual = open?.actual;
  const grade = gradeOf('anyone', reaches, target);
  if (target.network === 'public' || !actual || !grade || best(reaches, 'read') === 'none') return undefined;
  return {
    id: 'wildcard-on-private-network',
    title: 'The server allows every origin (*) in a private network',
    severity: grade.severity,
    severityReason: grade.reason,
    attacker: 'anyone',
    ...impactOf('anyone', open, reaches, { ...target, token: [] }),
    browsers: reaches,
    origins: ['*'],
    evidence: lines(actual.response, ALLOW_ORIGIN).map((header) => ({
      text: `Origin: ${open.origin}`,
      exchange: actual.index,
      header,
      at: 0,
    })),
    exploit: exploitOf({
      origin: open.origin,
      url: target.url.href,
      read: best(reaches, 'read'),
      write: best(reaches, 'write'),
      writes: open.writes,
      headers: attempts.read.headers ?? [],
    }),
    advice:
      'List the origins of the pages that use it. A private address keeps no page out: the visitor’s browser is inside.',
  };
}
