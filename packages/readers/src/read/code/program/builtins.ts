import { compiled } from '../../regex-samples.js';
import type { Span } from '../../source-file.js';
import { asText, type Datum, NOTHING, native, numbered, type Text, unknown, written, yesOrNo } from './datum.js';
import { equals } from './equality.js';
import type { Follower } from './run.js';

/** What a list or a text has besides methods. */
export function propertyOf(object: Datum, key: string): Datum | undefined {
  if (object.kind === 'unknown') return unknown(object.because);
  if (object.kind === 'list') {
    if (key === 'length' || key === 'size')
      return object.items.some(isOpen) ? unknown(becauseOf(object.items)) : numbered(object.items.length);
    return /^\d+$/.test(key) ? (object.items[Number(key)] ?? NOTHING) : undefined;
  }
  if (object.kind === 'text' && key === 'length') return numbered(object.text.length);
  return undefined;
}

const isOpen = (one: Datum): boolean => one.kind === 'unknown';
const becauseOf = (items: readonly Datum[]): string =>
  items.find((one): one is Extract<Datum, { kind: 'unknown' }> => one.kind === 'unknown')?.because ?? 'it is computed';

/** A method of a text, a list or a pattern; undefined if the value has none of this name. */
export function methodOf(
  object: Datum,
  method: string,
  args: readonly Datum[],
  at: Span,
  follow: Follower,
): Datum | undefined {
  switch (object.kind) {
    case 'text':
      return ofText(object, method, args, at, follow);
    case 'list':
      return ofList(object.items, method, args, at, follow);
    case 'regex':
      if (method === 'test' || method === 'exec') return tested(object, args[0], at, follow);
      return method === 'toString' ? unknown('it is computed') : undefined;
    case 'map':
      if (method === 'has' || method === 'hasOwnProperty') return inList(keysOf(object, at), args[0], at, follow);
      if (method === 'get') return object.entries.get(asText(args[0]) ?? '') ?? NOTHING;
      return undefined;
    case 'unknown':
      // What a list that isn't known has in it depends on where it comes from.
      return /^(?:split|map|filter|trim|toLowerCase|concat|flatMap|slice)$/.test(method)
        ? unknown(object.because)
        : undefined;
    default:
      return undefined;
  }
}

const keysOf = ({ entries }: Extract<Datum, { kind: 'map' }>, at: Span): Datum[] =>
  [...entries.keys()].map((one) => written(one, at));

function tested(
  { source, flags, at: where }: Extract<Datum, { kind: 'regex' }>,
  given: Datum | undefined,
  at: Span,
  follow: Follower,
): Datum {
  if (!given || given.kind === 'unknown') return unknown(given?.because ?? 'it is computed');
  const text = given.kind === 'nothing' ? 'undefined' : asText(given);
  const regex = compiled(source, flags.includes('i') ? 'i' : '');
  if (text === undefined || !regex) return unknown('it is computed');
  const held = regex.test(text);
  if (given.kind === 'text') follow.run.compare(given, 'regex', source, where ?? at, held, flags);
  return yesOrNo(held);
}

function ofText(object: Text, method: string, args: readonly Datum[], at: Span, follow: Follower): Datum | undefined {
  const { text, part } = object;
  const [first, second] = args;
  const given = asText(first);
  const where = first?.kind === 'text' ? first.at : at;
  const compare = (test: 'prefix' | 'suffix' | 'contains', other: string, held: boolean) =>
    follow.run.compare(object, test, other, where, held);
  switch (method) {
    case 'trim':
      return written(text.trim(), object.at, part);
    case 'toLowerCase':
    case 'toString':
    case 'valueOf':
      return written(method === 'toLowerCase' ? text.toLowerCase() : text, object.at, part);
    case 'toUpperCase':
      return written(text.toUpperCase(), object.at);
    case 'split': {
      if (given === undefined) return undefined;
      let from = object.at.from + 1;
      return {
        kind: 'list',
        items: text.split(given).map((one) => {
          const item = written(one, { ...object.at, from, to: from + one.length });
          from += one.length + given.length;
          return item;
        }),
      };
    }
    case 'match':
    case 'search':
      return first?.kind === 'regex'
        ? method === 'match'
          ? tested(first, object, at, follow)
          : unknown('it is computed')
        : undefined;
    case 'replace':
    case 'replaceAll': {
      const by = asText(second);
      if (by === undefined) return unknown('it is computed');
      const regex = first?.kind === 'regex' ? compiled(first.source, first.flags.includes('i') ? 'i' : '') : undefined;
      if (first?.kind === 'regex' && !regex) return unknown('it is computed');
      const changed = regex ? text.replace(regex, by) : given === undefined ? text : text.replace(given, by);
      const isScheme = part === 'origin' && /^https?:\/\//.test(text) && !/^https?:/.test(changed);
      return written(changed, object.at, isScheme ? 'host' : part);
    }
  }
  if (first?.kind === 'unknown')
    return /^(?:startsWith|endsWith|includes)$/.test(method) ? unknown(first.because) : undefined;
  if (given === undefined) return undefined;
  switch (method) {
    case 'startsWith':
      return yesOrNo(compare('prefix', given, text.startsWith(given)));
    case 'endsWith':
      return yesOrNo(compare('suffix', given, text.endsWith(given)));
    case 'includes':
      return yesOrNo(compare('contains', given, text.includes(given)));
    case 'indexOf':
      compare('contains', given, text.includes(given));
      return numbered(text.indexOf(given));
    case 'concat':
      return written(text + given, object.at);
    case 'localeCompare':
      return unknown('it is computed');
  }
  return undefined;
}

/** Whether one of the items is this; unknown if one that isn't known may be. */
function inList(items: readonly Datum[], wanted: Datum | undefined, at: Span, follow: Follower): Datum {
  const same = items.map((one) => equals(one, wanted ?? NOTHING, follow.run, at));
  if (same.some((one) => one.kind === 'boolean' && one.boolean)) return yesOrNo(true);
  return same.find(isOpen) ?? yesOrNo(false);
}

function ofList(items: Datum[], method: string, args: readonly Datum[], at: Span, follow: Follower): Datum | undefined {
  const [first] = args;
  const apply = (item: Datum, i: number): Datum =>
    first?.kind === 'closure' || first?.kind === 'native'
      ? follow.call(first, [item, numbered(i)], at)
      : unknown('it is computed');
  switch (method) {
    case 'includes':
    case 'has':
      return inList(items, first, at, follow);
    case 'indexOf':
    case 'findIndex': {
      const same = items.map((one, i) =>
        method === 'indexOf' ? equals(one, first ?? NOTHING, follow.run, at) : apply(one, i),
      );
      const index = same.findIndex((one) => one.kind === 'boolean' && one.boolean);
      return index < 0 ? (same.find(isOpen) ?? numbered(-1)) : numbered(index);
    }
    case 'some':
    case 'find': {
      let open: Datum | undefined;
      for (const [i, item] of items.entries()) {
        const result = apply(item, i);
        if (result.kind === 'unknown') open ??= result;
        else if (follow.run.decide(result, '')) return method === 'some' ? yesOrNo(true) : item;
      }
      return open ?? (method === 'some' ? yesOrNo(false) : NOTHING);
    }
    case 'every': {
      for (const [i, item] of items.entries())
        if (!follow.run.decide(apply(item, i), `every ${i}`)) return yesOrNo(false);
      return yesOrNo(true);
    }
    case 'map':
    case 'flatMap':
      return {
        kind: 'list',
        items: items.map((item, i) =>
          isOpen(item) ? item : first?.kind === 'native' && first.call ? item : apply(item, i),
        ),
      };
    case 'filter':
      return {
        kind: 'list',
        items: items.filter(
          (item, i) => isOpen(item) || first?.kind === 'native' || follow.run.decide(apply(item, i), `filter ${i}`),
        ),
      };
    case 'forEach':
      items.forEach(apply);
      return NOTHING;
    case 'push':
    case 'add':
    case 'unshift':
      items.push(...args);
      return numbered(items.length);
    case 'concat':
      return { kind: 'list', items: [...items, ...args.flatMap((one) => (one.kind === 'list' ? one.items : [one]))] };
    case 'join':
      return items.every((one) => asText(one) !== undefined)
        ? written(items.map(asText).join(asText(first) ?? ','), items[0]?.kind === 'text' ? items[0].at : at)
        : unknown(becauseOf(items));
    case 'flat':
    case 'slice':
    case 'sort':
    case 'reverse':
      return { kind: 'list', items: [...items] };
  }
  return undefined;
}

/** What a callback or a `next` leaves behind: the first call of it. */
export const recording = (keep: (args: readonly Datum[], at: Span) => void): Datum =>
  native((args, at) => {
    keep(args, at);
    return NOTHING;
  });
