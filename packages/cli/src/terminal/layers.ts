import type { Diagnosis, LayerChange, LayerTable } from '@corsmith/doctor';
import { BLANK, besideLabel, indent, type Line, labelled, listed, paragraph, type Span, wrap } from './line.js';

/**
 * Which server on the way has which header, and which of them changes what. `first` shows a table only for the first request
 * whose responses differ, and only if there is a cause; `all` shows one for each.
 */
export function layerLines(
  { layers = [], exchanges, causes }: Diagnosis,
  which: 'first' | 'all',
  width: number,
): Line[] {
  const [first] = layers;
  if (!first) return [];
  const room = besideLabel(width);
  const tables = layers.map((table) => {
    const [front] = table.layers;
    const method = front && exchanges[front.exchange]?.request.method;
    return { ...table, name: requestName(table.request, method) };
  });
  const shown =
    which === 'all' ? tables : tables.filter(({ changes }) => changes.length > 0).slice(0, causes.length > 0 ? 1 : 0);
  return [
    ...labelled('Layers', [
      ...silentLayers(first).flatMap((text) => paragraph(text, room)),
      ...sentences(tables).flatMap(({ text, mark }) => paragraph(text, room, causes.length > 0 ? mark : undefined)),
    ]),
    ...shown.flatMap((table) => [BLANK, ...indent(2, tableLines(table, width - 2))]),
  ];
}

/** A table with its request in words. */
interface NamedTable extends LayerTable {
  readonly name: string;
}

const requestName = (request: LayerTable['request'], method = 'GET'): string =>
  ({ preflight: 'OPTIONS', actual: method, 'missing-path': 'a missing path' })[request];

const placeOf = (layer: string): string => (layer === 'front' ? 'the URL’s host' : layer);

const silentLayers = ({ layers }: LayerTable): string[] =>
  layers.flatMap(({ name, failure }) =>
    failure === undefined ? [] : [`No response from ${placeOf(name)}: ${failure.replaceAll('-', ' ')}.`],
  );

interface Sentence {
  readonly text: string;
  readonly mark?: 'bad';
}

/** Who does what, and to which responses. */
function sentences(tables: readonly NamedTable[]): Sentence[] {
  const texts = new Map<string, string[]>();
  for (const { name, layers, changes } of tables)
    for (const change of changes) {
      const status = layers.find((one) => one.name === change.layer)?.status;
      const text = `${placeOf(change.layer)} ${effect(change, status)}`;
      texts.set(text, [...(texts.get(text) ?? []), name]);
    }
  const same = tables.filter(({ changes }) => changes.length === 0).map(({ name }) => name);
  return [
    ...[...texts].map(([text, names]): Sentence => ({ text: `${listed(names)}: ${text}.`, mark: 'bad' })),
    ...(same.length > 0 ? [{ text: `${listed(same)}: the CORS headers are the same at every layer.` }] : []),
  ];
}

function effect({ change, headers }: LayerChange, status: number | undefined): string {
  const names = listed(headers.map(written));
  switch (change) {
    case 'stripped':
      return `strips ${names}`;
    case 'overwritten':
      return `overwrites ${names}`;
    case 'doubled':
      return `adds ${names} a second time`;
    case 'added':
      return `adds ${names}`;
    case 'intercepted':
      return 'responds without forwarding it';
    case 'cached':
      return 'responds from a cache';
    case 'failed':
      return `responds with ${status} itself`;
  }
}

/** With the usual capitals. */
const written = (name: string): string => name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());

interface Row {
  /** Without `access-control-`, which most begin with. */
  readonly name: string;
  /** A cell per layer, each with the header's lines. */
  readonly cells: readonly (readonly string[])[];
}

/** The decisive ones first. */
const ORDER = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-expose-headers',
  'access-control-max-age',
  'vary',
];
const rank = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);

const rowsOf = ({ layers }: LayerTable): Row[] => {
  const names = [...new Set(layers.flatMap(({ headers }) => headers.map(([name]) => name)))].sort(
    (a, b) => rank(a) - rank(b),
  );
  return [
    { name: 'status', cells: layers.map(({ status, failure }) => [String(status ?? failure)]) },
    ...names.map((name) => ({
      name: name.replace(/^access-control-/, ''),
      cells: layers.map(({ headers }) => headers.filter(([n]) => n === name).map(([, value]) => value)),
    })),
  ];
};

/** `allow-credentials` and two spaces. */
const NAME_COLUMN = 19;
const GAP = 2;
/** In narrower columns values are hard to read. */
const NARROWEST = 14;

function tableLines(table: NamedTable, width: number): Line[] {
  const { layers } = table;
  const column = Math.floor((width - NAME_COLUMN + GAP) / layers.length) - GAP;
  return column < NARROWEST ? stacked(table, width) : columns(table, column);
}

/** A column per layer, outermost first. */
function columns(table: NamedTable, column: number): Line[] {
  const head: Row = { name: table.name, cells: table.layers.map(({ name }) => [name]) };
  return [
    ...rowLines(head, column, () => 'strong'),
    ...rowsOf(table).flatMap((row) => rowLines(row, column, (i) => (isChanged(table, row, i) ? 'bad' : undefined))),
  ];
}

function rowLines({ name, cells }: Row, column: number, markOf: (i: number) => 'bad' | 'strong' | undefined): Line[] {
  const texts = cells.map((cell) => cellRows(cell, column));
  const height = Math.max(...texts.map((rows) => rows.length));
  return Array.from({ length: height }, (_, row) => {
    const last = texts.findLastIndex((rows) => rows[row] !== undefined);
    return [
      (row === 0 ? name : '').padEnd(NAME_COLUMN),
      ...texts.slice(0, last + 1).map((rows, i): Span => {
        const text = (rows[row] ?? '').padEnd(i === last ? 0 : column + GAP);
        const mark = markOf(i);
        return mark ? [mark, text] : text;
      }),
    ];
  });
}

/** A header's values below each other, each with its layer, if columns would be too narrow. */
function stacked(table: NamedTable, width: number): Line[] {
  const column = Math.min(20, Math.max(...table.layers.map(({ name }) => name.length))) + GAP;
  return [
    [['strong', table.name]],
    ...rowsOf(table).flatMap((row) => [
      [row.name],
      ...table.layers.flatMap((layer, i) => {
        const names = cellRows([layer.name], column - GAP);
        const texts = cellRows(row.cells[i] ?? [], width - 2 - column);
        return Array.from({ length: Math.max(names.length, texts.length) }, (_, j): Line => {
          const name = names[j] ?? '';
          const text = texts[j];
          if (text === undefined) return ['  ', name];
          return ['  ', name.padEnd(column), isChanged(table, row, i) ? ['bad', text] : text];
        });
      }),
    ]),
  ];
}

/** Changed from the server behind, and harmful. */
function isChanged({ layers, changes }: LayerTable, { name, cells }: Row, i: number): boolean {
  const own = changes.filter(({ layer }) => layer === layers[i]?.name);
  const isNamed = own.some(({ headers }) => headers.some((header) => header.replace(/^access-control-/, '') === name));
  const isWhole = own.some(({ headers }) => headers.length === 0);
  return isNamed || (isWhole && cells[i]?.join() !== cells[i + 1]?.join());
}

const TALLEST = 5;

/** A header's lines in a cell, broken at spaces, or anywhere without any. */
function cellRows(lines: readonly string[], column: number): string[] {
  if (lines.length === 0) return ['–'];
  const rows = lines.flatMap((line) =>
    line.trim() === '' ? ['(empty)'] : wrap(line, column).flatMap((row) => cut(row, column)),
  );
  return rows.length <= TALLEST ? rows : [...rows.slice(0, TALLEST - 1), '…'];
}

/** After a comma if there is one. */
function cut(text: string, column: number): string[] {
  if (text.length <= column) return [text];
  const end = text.lastIndexOf(',', column - 1) + 1 || column;
  return [text.slice(0, end), ...cut(text.slice(end), column)];
}
