import type { Directive } from '../blocks.js';
import type { Candidate } from '../responder.js';
import type { Context } from './contexts.js';
import { conditionOf } from './run.js';

/** The origins and patterns that maps, conditions and headers of these levels name. */
export function candidatesOf({ levels }: Context): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  const add = (one: Candidate): void => {
    if (!found.has(`${one.kind} ${one.text}`)) found.set(`${one.kind} ${one.text}`, one);
  };
  const visit = (directives: readonly Directive[]): void => {
    for (const one of directives) {
      if (one.name === 'map') {
        for (const entry of one.block ?? []) {
          if (entry.name.startsWith('~'))
            add(pattern(entry.name.replace(/^~\*?/, ''), entry.name[1] === '*' ? 'i' : '', entry));
          else if (ORIGIN.test(entry.name)) add({ kind: 'text', text: entry.name, at: entry.at });
        }
      } else if (one.name === 'if') {
        const [left, operator, right] = conditionOf(one.words);
        if (left?.text === '$http_origin' && right) {
          if (operator?.text === '=') add({ kind: 'text', text: right.text, at: right.at });
          else if (/^~\*?$/.test(operator?.text ?? ''))
            add({ ...pattern(right.text, operator?.text === '~*' ? 'i' : '', one), at: right.at });
        }
        visit(one.block ?? []);
      }
    }
  };
  for (const { directives } of levels) visit(directives);
  return [...found.values()];
}

const ORIGIN = /^(?:[a-z][a-z0-9+.-]*:\/\/|null$)/i;

const pattern = (regex: string, flags: '' | 'i', { at }: Directive): Candidate => ({
  kind: 'pattern',
  text: regex,
  regex,
  flags,
  at,
});
