import type { Rule } from '../rule.js';

export const anyPortOfLocalhost: Rule = {
  id: 'any-port-of-localhost',
  title: 'Every program on the visitor’s machine is allowed',
  judge({ origins }) {
    const isLocal = (text: string) => /^(?:https?|\*):\/\/(?:localhost|127\.0\.0\.1)\b/.test(text);
    const hasPublic = origins.some(
      (one) => (one.kind === 'text' || one.kind === 'pattern') && !/localhost|127\\?\.0/.test(one.text),
    );
    return origins
      .filter((one) => one.kind === 'pattern' && one.isGlob && isLocal(one.text) && hasPublic)
      .slice(0, 1)
      .map((one) => ({
        level: 'fragile' as const,
        at: one.at,
        message: 'Every port of localhost is allowed beside public sites.',
        why: 'Any program on a visitor’s machine can serve such a page. Keep it to the configuration for development.',
      }));
  },
};
