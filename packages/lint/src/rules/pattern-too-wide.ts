import { originProblem } from '@corsmith/protocol';
import { compiled, type ReadOrigin, samplesOf } from '@corsmith/readers';
import { certainEdit } from '../certain-edit.js';
import { condition, hasCredentials } from '../examples.js';
import { hostedStranger, isRegistrable, registeredName } from '../registrable.js';
import type { Judged, Rule } from '../rule.js';

export const patternTooWide: Rule = {
  id: 'pattern-too-wide',
  title: 'The pattern also matches other people’s websites',
  judge: (policy) =>
    policy.origins.flatMap((one) => (one.kind === 'pattern' ? judged(one, hasCredentials(policy)) : [])),
};

/** What a name is changed into, and the mistake that lets it match. */
const CHANGES: readonly {
  readonly mistake: string;
  readonly change: (origin: string) => readonly string[];
  /** The pattern without that mistake, if it has only one. */
  readonly fixed?: (pattern: string) => string;
}[] = [
  {
    mistake: 'it has no end anchor ($)',
    change: (origin) => [`${origin}.attacker.example`, `${origin.replace(/:\d+$/, '')}.attacker.example`],
    fixed: (pattern) => (/\|(?![^(]*\))|\$$/.test(pattern) ? pattern : `${pattern}$`),
  },
  {
    mistake: 'it has no start anchor (^), or nothing before the host',
    change: (origin) => {
      const [scheme, host] = origin.split('://');
      return [`${scheme}://attacker${host}`, `${scheme}://attacker-${host}`];
    },
  },
  { mistake: 'a dot that is not escaped matches any character', change: undotted, fixed: escapedDots },
];

function judged(one: Extract<ReadOrigin, { kind: 'pattern' }>, credentials: boolean): readonly Judged[] {
  const regex = compiled(one.regex, one.flags);
  if (!regex) return [];
  const samples = samplesOf(one.regex).filter((text) => regex.test(text));
  const origins = samples
    .map((text) => (/^[a-z]+:\/\//.test(text) ? text : `https://${text}`))
    .filter(
      (text) =>
        regex.test(text) && originProblem(text) === undefined && !text.includes('//.') && !hostedStranger(one, text),
    );
  return CHANGES.flatMap(({ mistake, change, fixed }): readonly Judged[] => {
    const strangers = origins.flatMap((origin) =>
      change(origin).filter(
        (text) =>
          regex.test(text) && originProblem(text) === undefined && registeredName(text) !== registeredName(origin),
      ),
    );
    const stranger = strangers.find(isRegistrable) ?? strangers[0];
    if (stranger === undefined) return [];
    const isReal = credentials && isRegistrable(stranger);
    const instead = fixed?.(one.text);
    const fix = instead === undefined || instead === one.text ? undefined : certainEdit(one.at, one.text, instead);
    return [
      {
        level: isReal ? 'insecure' : 'fragile',
        at: one.at,
        message: `${condition(one)}The pattern also matches ${stranger}: ${mistake}.`,
        why: isReal
          ? 'Whoever registers that name can read responses as the signed-in visitor.'
          : 'Sites that are not meant are allowed too.',
        ...(fix && { fix }),
        ...(isReal && {
          example: { outcome: 'allowed', request: { origin: stranger, credentials: 'include' } } as const,
        }),
      },
    ];
  });
}

/** The origin with one dot of its host replaced, each in turn, last label first. */
function undotted(origin: string): readonly string[] {
  const start = origin.indexOf('://') + 3;
  return [...origin.matchAll(/\./g)]
    .map(({ index }) => index)
    .filter((index) => index > start)
    .map((index) => `${origin.slice(0, index)}x${origin.slice(index + 1)}`);
}

/** Dots between letters, which a pattern of origins means as dots. */
function escapedDots(pattern: string): string {
  return pattern.replace(/(\\.|\[[^\]]*\])|(?<=[a-z0-9])\.(?=[a-z0-9])/gi, (found, other) => other ?? `\\${found}`);
}
