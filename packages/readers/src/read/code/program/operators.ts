import type { Span } from '../../source-file.js';
import { asText, type Datum, numbered, unknown, unknownFrom, written, yesOrNo } from './datum.js';
import { equals } from './equality.js';
import type { Run } from './run.js';

/** What an operator makes of two values. */
export function operated(operator: string, a: Datum, b: Datum, run: Run, at: Span): Datum {
  switch (operator) {
    case '===':
    case '==':
      return equals(a, b, run, at);
    case '!==':
    case '!=': {
      const same = equals(a, b, run, at);
      return same.kind === 'boolean' ? yesOrNo(!same.boolean) : same.kind === 'unknown' ? unknown(same.because) : same;
    }
    case '+': {
      const [x, y] = [asText(a), asText(b)];
      if (a.kind === 'number' && b.kind === 'number') return numbered(a.number + b.number);
      return x === undefined || y === undefined ? unknownFrom(a.kind === 'unknown' ? a : b) : written(x + y, at);
    }
    case '<':
    case '>':
    case '<=':
    case '>=':
      if (a.kind !== 'number' || b.kind !== 'number') return unknownFrom(a.kind === 'unknown' ? a : b);
      return yesOrNo(
        {
          '<': a.number < b.number,
          '>': a.number > b.number,
          '<=': a.number <= b.number,
          '>=': a.number >= b.number,
        }[operator],
      );
  }
  return unknown('it is computed');
}

export function typeOf(datum: Datum, at: Span): Datum {
  const names: Partial<Record<Datum['kind'], string>> = {
    text: 'string',
    number: 'number',
    boolean: 'boolean',
    nothing: 'undefined',
    closure: 'function',
    list: 'object',
    map: 'object',
    regex: 'object',
  };
  const name = names[datum.kind];
  return name === undefined ? unknown('it is computed') : written(name, at);
}
