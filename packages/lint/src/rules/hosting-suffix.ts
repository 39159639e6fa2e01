import { samplesOf } from '@corsmith/readers';
import { condition, hasCredentials } from '../examples.js';
import { hostedStranger, type Pattern } from '../registrable.js';
import type { Judged, Rule } from '../rule.js';

export const hostingSuffix: Rule = {
  id: 'hosting-suffix',
  title: 'Anyone can have a site under this name',
  judge: (policy) =>
    policy.origins.flatMap((one) => (one.kind === 'pattern' ? judged(one, hasCredentials(policy)) : [])),
};

function judged(one: Pattern, credentials: boolean): readonly Judged[] {
  for (const sample of samplesOf(one.regex)) {
    const stranger = hostedStranger(one, sample);
    if (!stranger) continue;
    return [
      {
        level: credentials ? 'insecure' : 'fragile',
        at: one.at,
        message: `${condition(one)}Anyone can have a site under ${stranger.suffix}, and each of them is allowed.`,
        why: credentials
          ? 'Such a site can read responses as the signed-in visitor. List the sites that are yours.'
          : 'Sites that are not yours are allowed too. List those that are.',
        ...(credentials && {
          example: { outcome: 'allowed', request: { origin: stranger.origin, credentials: 'include' } } as const,
        }),
      },
    ];
  }
  return [];
}
