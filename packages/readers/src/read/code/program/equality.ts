import type { Span } from '../../source-file.js';
import { asText, type Datum, unknown, yesOrNo } from './datum.js';
import type { Run } from './run.js';

/** `a === b`, noted down if one of them is the Origin. */
export function equals(a: Datum, b: Datum, run: Run, at: Span): Datum {
  if (a.kind === 'unknown') return unknown(a.because);
  if (b.kind === 'unknown') return unknown(b.because);
  if (a.kind === 'text' && b.kind === 'text') {
    const held = a.text === b.text;
    if (a.part && !b.part) run.compare(a, 'equals', b.text, b.at ?? at, held);
    else if (b.part && !a.part) run.compare(b, 'equals', a.text, a.at ?? at, held);
    return yesOrNo(held);
  }
  if (a.kind === 'nothing' || b.kind === 'nothing') return yesOrNo(a.kind === b.kind);
  if (a.kind !== b.kind) return yesOrNo(false);
  const [x, y] = [asText(a), asText(b)];
  return x === undefined || y === undefined ? unknown('it is computed') : yesOrNo(x === y);
}
