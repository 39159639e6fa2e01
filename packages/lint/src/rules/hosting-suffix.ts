import { isHostingSuffix, parseUrl } from '@corsmith/protocol';
import { compiled, type ReadOrigin, samplesOf } from '@corsmith/stacks/read';
import { condition, hasCredentials } from '../examples.js';
import type { Judged, Rule } from '../rule.js';

export const hostingSuffix: Rule = {
  id: 'hosting-suffix',
  title: 'Anyone can have a site under this name',
  judge: (policy) =>
    policy.origins.flatMap((one) => (one.kind === 'pattern' ? judged(one, hasCredentials(policy)) : [])),
};

function judged(one: Extract<ReadOrigin, { kind: 'pattern' }>, credentials: boolean): readonly Judged[] {
  const regex = compiled(one.regex, one.flags);
  for (const sample of samplesOf(one.regex)) {
    const host = parseUrl(sample)?.hostname ?? '';
    const [label = '', ...rest] = host.split('.');
    const suffix = rest.join('.');
    if (!isHostingSuffix(suffix)) continue;
    // An exact name, or one that only its owner can have, is no suffix.
    const stranger = sample.replace(label, 'corsmith-stranger');
    if (!regex?.test(stranger)) continue;
    return [
      {
        level: credentials ? 'insecure' : 'fragile',
        at: one.at,
        message: `${condition(one)}Anyone can have a site under ${suffix}, and each of them is allowed.`,
        why: credentials
          ? 'Such a site can read responses as the signed-in visitor. List the sites that are yours.'
          : 'Sites that are not yours are allowed too. List those that are.',
        ...(credentials && {
          example: { outcome: 'allowed', request: { origin: stranger, credentials: 'include' } } as const,
        }),
      },
    ];
  }
  return [];
}
