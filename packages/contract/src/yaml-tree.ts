import {
  boolCoreTag,
  CORE_SCHEMA,
  constructFromEvents,
  EVENT_ID,
  type Event,
  floatCoreTag,
  getScalarValue,
  intCoreTag,
  type MappingEvent,
  NOT_RESOLVED,
  nullCoreTag,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
  YAMLException,
} from 'js-yaml';

/** A YAML node and its offset in characters. */
export type YamlNode = YamlScalar | YamlList | YamlMap | YamlAlias;

interface Anchored {
  readonly start: number;
  readonly anchor?: string;
}

export interface YamlScalar extends Anchored {
  readonly kind: 'scalar';
  readonly value: unknown;
}

export interface YamlList extends Anchored {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
}

export interface YamlMap extends Anchored {
  readonly kind: 'map';
  /** May contain duplicate keys. */
  readonly pairs: readonly YamlPair[];
}

export interface YamlPair {
  /** As written: `80` is a text here. */
  readonly key: string;
  readonly start: number;
  readonly value: YamlNode;
}

export interface YamlAlias {
  readonly kind: 'alias';
  readonly start: number;
  /** Of the anchor. */
  readonly name: string;
}

/** Bounds the stack; far deeper than any contract. */
const MAX_NESTING = 500;

/**
 * Parses YAML 1.2 with its core schema; undefined if there is no document. Aliases are not resolved.
 * @throws YAMLException with the reason and position.
 */
export function parseYaml(text: string): YamlNode | undefined {
  const events = parseEvents(text, { maxDepth: MAX_NESTING });
  const [document] = events;
  if (!document) return undefined;
  let next = 1;
  let position = 0;

  function take(): Event {
    const event = events[next++];
    if (!event) throw new Error('The events of YAML end within a node.');
    return event;
  }

  function node(): YamlNode {
    const event = take();
    position = startOf(event) ?? position;
    const start = position;
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return { kind: 'scalar', start, value: scalarOf(event), ...anchorOf(event) };
      case EVENT_ID.SEQUENCE:
        checkTag(event);
        return { kind: 'list', start, items: until(node), ...anchorOf(event) };
      case EVENT_ID.MAPPING:
        checkTag(event);
        return { kind: 'map', start, pairs: until(pair), ...anchorOf(event) };
      case EVENT_ID.ALIAS:
        return { kind: 'alias', start, name: text.slice(event.anchorStart, event.anchorEnd) };
      default:
        throw new Error(`A node of YAML begins with event ${event.type}.`);
    }
  }

  function until<T>(read: () => T): readonly T[] {
    const pieces: T[] = [];
    while (events[next]?.type !== EVENT_ID.POP) pieces.push(read());
    next++;
    return pieces;
  }

  function pair(): YamlPair {
    const event = take();
    position = startOf(event) ?? position;
    const start = position;
    if (event.type !== EVENT_ID.SCALAR) return YAMLException.throwAt(text, start, 'a key is a text');
    return { key: getScalarValue(text, event), start, value: node() };
  }

  const anchorOf = ({ anchorStart, anchorEnd }: ScalarEvent | SequenceEvent | MappingEvent) =>
    anchorStart < 0 ? undefined : { anchor: text.slice(anchorStart, anchorEnd) };

  function scalarOf(event: ScalarEvent): unknown {
    if (event.tagStart >= 0) return constructed(event);
    const source = getScalarValue(text, event);
    return event.style === SCALAR_STYLE.PLAIN ? plainValue(source) : source;
  }

  function checkTag(event: SequenceEvent | MappingEvent): void {
    if (event.tagStart >= 0) constructed(event, POP);
  }

  /** The library's value for a tagged node; it rejects unknown tags. */
  const constructed = (...of: readonly Event[]): unknown =>
    constructFromEvents([document, ...of, POP], { source: text, schema: CORE_SCHEMA })[0];

  const content = node();
  const second = events[next + 2];
  if (second) YAMLException.throwAt(text, startOf(second) ?? text.length, 'a second document begins here');
  return content;
}

const POP: Event = { type: EVENT_ID.POP };

/** Undefined for an absent value, as in `key:`. */
function startOf(event: Event): number | undefined {
  switch (event.type) {
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return event.start;
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1;
    case EVENT_ID.SCALAR: {
      const isQuoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
      return event.valueStart < 0 ? undefined : event.valueStart - Number(isQuoted);
    }
    default:
      return undefined;
  }
}

const CORE_TAGS = [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag];

/** https://yaml.org/spec/1.2.2/#103-core-schema */
function plainValue(source: string): unknown {
  const first = source.charAt(0);
  for (const { implicitFirstChars, resolve, tagName } of CORE_TAGS) {
    if (implicitFirstChars && !implicitFirstChars.includes(first)) continue;
    const value = resolve(source, false, tagName);
    if (value !== NOT_RESOLVED) return value;
  }
  return source;
}
