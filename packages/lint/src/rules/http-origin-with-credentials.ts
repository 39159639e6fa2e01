import { isLoopbackHost, originProblem, parseUrl } from '@corsmith/protocol';
import { compiled, type ReadOrigin, samplesOf } from '@corsmith/readers';
import { condition, hasCredentials } from '../examples.js';
import type { Rule } from '../rule.js';

export const httpOriginWithCredentials: Rule = {
  id: 'http-origin-with-credentials',
  title: 'Anyone on the visitor’s network can be this origin',
  judge(policy) {
    if (!hasCredentials(policy)) return [];
    return policy.origins.flatMap((one) => {
      const origin = unencrypted(one);
      if (origin === undefined) return [];
      return [
        {
          level: 'insecure',
          at: one.at,
          message: `${condition(one)}${origin} is allowed with credentials, without TLS.`,
          why: 'Whoever is on the visitor’s network can serve a page of that origin and read responses as the visitor. Allow https:// only.',
          example: { outcome: 'allowed', request: { origin, credentials: 'include' } },
        },
      ];
    });
  },
};

function unencrypted(one: ReadOrigin): string | undefined {
  const texts =
    one.kind === 'text'
      ? [one.text]
      : one.kind === 'pattern'
        ? samplesOf(one.regex).filter((text) => compiled(one.regex, one.flags)?.test(text))
        : [];
  return texts.find(
    (text) =>
      text.startsWith('http://') && originProblem(text) === undefined && !isPrivate(parseUrl(text)?.hostname ?? ''),
  );
}

/** Hosts of a developer's machine or network, and made-up names of containers. */
const isPrivate = (host: string): boolean =>
  isLoopbackHost(host) ||
  !host.includes('.') ||
  /\.(?:test|local|internal|localhost|lan|home\.arpa)$/.test(host) ||
  /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01])|0\.0\.0\.0)(?:\.|$)/.test(host);
