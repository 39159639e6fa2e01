import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';
import { perFile } from './per-file.js';
import { type SourceFile, type Span, type SyntaxProblem, spanOf } from './source-file.js';
import type { Entry, Value } from './value.js';

/** Bounds the stack. */
const MAX_NESTING = 200;
/** Aliases may expand a small file without end. */
const MAX_NODES = 200_000;

export interface Documents {
  readonly documents: readonly Value[];
  /** Why the file can't be parsed; the documents are empty then. */
  readonly problem?: SyntaxProblem;
}

/** The documents of a YAML file. Tags are ignored but for `!Ref` and the like, whose values are not known here. */
export const readYaml = perFile(parse);

function parse(file: SourceFile): Documents {
  // Templates of Helm and Ansible are no YAML until they are rendered.
  const text = file.text.replace(/\{\{[^\n]*?\}\}/g, (template) => 'x'.repeat(template.length));
  try {
    return { documents: build(file, text, parseEvents(text, { maxDepth: MAX_NESTING })) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const position = error.mark?.position ?? 0;
    return { documents: [], problem: { message: `Invalid YAML: ${error.reason}.`, at: spanOf(file, position) } };
  }
}

function build(file: SourceFile, text: string, events: readonly Event[]): Value[] {
  const anchors = new Map<string, Value>();
  let next = 0;
  let position = 0;
  let nodes = 0;

  function documents(): Value[] {
    const found: Value[] = [];
    for (let event = events[next]; event; event = events[next]) {
      if (event.type === EVENT_ID.DOCUMENT) {
        next++;
        anchors.clear();
      } else if (event.type === EVENT_ID.POP) next++;
      else found.push(node());
    }
    return found;
  }

  function node(): Value {
    const event = events[next++];
    if (++nodes > MAX_NODES) YAMLException.throwAt(text, position, 'the file has too many values');
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        return anchored(event, scalar(event));
      case EVENT_ID.SEQUENCE: {
        const from = event.start;
        position = from;
        const items: Value[] = [];
        while (goesOn()) items.push(node());
        next++;
        return anchored(event, tagged(event, { kind: 'list', items, at: spanOf(file, from, position) }));
      }
      case EVENT_ID.MAPPING: {
        const from = event.start;
        position = from;
        const entries: Entry[] = [];
        while (goesOn()) entries.push(...pair());
        next++;
        return anchored(event, tagged(event, { kind: 'map', entries, at: spanOf(file, from, position) }));
      }
      case EVENT_ID.ALIAS: {
        const name = text.slice(event.anchorStart, event.anchorEnd);
        const at = spanOf(file, event.anchorStart - 1, event.anchorEnd);
        return anchors.get(name) ?? { kind: 'unknown', because: `no anchor is named ${name}`, at };
      }
      default:
        return { kind: 'null', at: spanOf(file, position) };
    }
  }

  /** Whether the list or the map that is read has more. */
  function goesOn(): boolean {
    const event = events[next];
    return event !== undefined && event.type !== EVENT_ID.POP;
  }

  function pair(): Entry[] {
    const key = node();
    const value = node();
    if (key.kind === 'text' && key.text === '<<') {
      const sources = value.kind === 'list' ? value.items : [value];
      return sources.flatMap((one) => (one.kind === 'map' ? one.entries : []));
    }
    const name = textOfKey(key, file);
    return [{ key: name, keyAt: key.at, value: value.kind === 'null' ? { ...value, at: key.at } : value }];
  }

  function anchored(event: Event, value: Value): Value {
    if ('anchorStart' in event && event.anchorStart >= 0 && event.type !== EVENT_ID.ALIAS)
      anchors.set(text.slice(event.anchorStart, event.anchorEnd), value);
    return value;
  }

  function tagged(event: Extract<Event, { tagStart: number }>, value: Value): Value {
    const tag = event.tagStart < 0 ? '' : text.slice(event.tagStart, event.tagEnd);
    return /^!(?:Ref|GetAtt|Sub|ImportValue|If|FindInMap|Join|Select|Split)$/.test(tag)
      ? { kind: 'unknown', because: `it is ${tag}${value.kind === 'text' ? ` ${value.text}` : ''}`, at: value.at }
      : value;
  }

  function scalar(event: Extract<Event, { type: typeof EVENT_ID.SCALAR }>): Value {
    const isQuoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
    const from = event.valueStart < 0 ? position : event.valueStart - Number(isQuoted);
    position = event.valueStart < 0 ? position : event.valueEnd + Number(isQuoted);
    const at = spanOf(file, from, Math.max(from, position));
    const source = event.valueStart < 0 ? '' : getScalarValue(text, event);
    // What a template writes there is not known.
    if (/^["']?x{5,}/.test(source) && file.text.slice(from, at.to).includes('{{'))
      return { kind: 'unknown', because: `a template writes it: ${file.text.slice(from, at.to).slice(0, 80)}`, at };
    return tagged(event, event.style === SCALAR_STYLE.PLAIN ? plain(source, at) : { kind: 'text', text: source, at });
  }

  return documents();
}

const textOfKey = (key: Value, file: SourceFile): string =>
  key.kind === 'text' || key.kind === 'number'
    ? key.text
    : key.kind === 'boolean'
      ? file.text.slice(key.at.from, key.at.to)
      : '';

/** https://yaml.org/spec/1.2.2/#103-core-schema */
function plain(source: string, at: Span): Value {
  if (/^(?:null|Null|NULL|~|)$/.test(source)) return { kind: 'null', at };
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(source))
    return { kind: 'boolean', boolean: source.toLowerCase() === 'true', at };
  if (/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(source))
    return { kind: 'number', number: Number(source), text: source, at };
  return { kind: 'text', text: source, at };
}
