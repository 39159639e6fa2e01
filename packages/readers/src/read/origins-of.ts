import type { ReadOrigin } from './reading.js';
import type { Value } from './value.js';

/** How a stack understands one entry of its list of origins. */
export type EntryOf = (text: string, at: Value['at']) => ReadOrigin;

/** The entries that a resolved value names: texts, regular expressions, and what is not known with its reason. */
export function originsOf(value: Value, entry: EntryOf): readonly ReadOrigin[] {
  switch (value.kind) {
    case 'text':
      return value.text === '' ? [] : [entry(value.text, value.at)];
    case 'list':
      return value.items.flatMap((one) => originsOf(one, entry));
    case 'regex':
      return [pattern(value.source, value.flags.includes('i') ? 'i' : '', value.at)];
    case 'choice':
      return value.of.flatMap(({ value: one, when }) =>
        originsOf(one, entry).map((origin): ReadOrigin => ({ ...origin, when: origin.when ?? when })),
      );
    case 'null':
      return [];
    case 'call': {
      // new RegExp('…', 'i')
      const [source, flags] = value.arguments;
      if (/(?:^|\.)RegExp$/.test(value.callee) && source?.kind === 'text')
        return [pattern(source.text, flags?.kind === 'text' && flags.text.includes('i') ? 'i' : '', value.at)];
      if (/(?:^|\.)RegExp$/.test(value.callee) && source?.kind === 'regex') return originsOf(source, entry);
      return [{ kind: 'unknown', because: `${value.callee || 'a call'}() decides it`, at: value.at }];
    }
    case 'function':
      return [{ kind: 'unknown', because: 'a function decides it', at: value.at }];
    default:
      return [
        { kind: 'unknown', because: value.kind === 'unknown' ? value.because : 'its value is not known', at: value.at },
      ];
  }
}

/** A pattern that matches if it is found anywhere in the origin. */
export const pattern = (regex: string, flags: '' | 'i', at: Value['at']): Extract<ReadOrigin, { kind: 'pattern' }> => ({
  kind: 'pattern',
  text: regex,
  regex,
  flags,
  at,
});

/** A glob of a stack, where `*` stands for any text. */
export const glob = (text: string, at: Value['at'], star = '.*'): Extract<ReadOrigin, { kind: 'pattern' }> => ({
  kind: 'pattern',
  text,
  regex: `^${text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, star)}$`,
  flags: '',
  isGlob: true,
  at,
});
