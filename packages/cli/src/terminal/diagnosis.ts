import type { Diagnosis } from '@corsmith/doctor';
import { byteLowercase, type HeaderList } from '@corsmith/protocol';
import { BODY_FILE_NOTE, namesBodyFile } from './body-words.js';
import { causeLines, fixLines, nextLines } from './cause.js';
import { cookieLines } from './cookies.js';
import { curlCommand } from './curl.js';
import { exchangeLines } from './exchange.js';
import { hiddenLines } from './hidden.js';
import { layerLines } from './layers.js';
import { BLANK, besideLabel, indent, type Line, labelled, paragraph } from './line.js';
import { shellCommand } from './shell.js';
import { thirdPartyLines } from './third-party.js';
import { consoleLines, decisiveVerdict, unknownReasonLines, verdictLines } from './verdict.js';

export interface Screen {
  /** Columns. */
  readonly width: number;
  /** `short`: verdict, evidence, fix. `verbose`: everything known. */
  readonly detail: 'short' | 'verbose';
}

/** A diagnosis on a screen: the verdict, the evidence, then the fix. */
export function diagnosisLines(diagnosis: Diagnosis, { width, detail }: Screen): Line[] {
  const [cause] = diagnosis.causes;
  const isVerbose = detail === 'verbose';
  const causes = isVerbose ? diagnosis.causes : diagnosis.causes.slice(0, 1);
  return paragraphs([
    verdictLines(diagnosis, width),
    indent(2, requestLines(diagnosis, width - 2)),
    consoleLines(diagnosis, isVerbose ? 'all' : 'first', width),
    exchangeLines(diagnosis, isVerbose ? 'headers' : 'evidence', width),
    unknownReasonLines(diagnosis, width),
    layerLines(diagnosis, isVerbose ? 'all' : 'first', width),
    hiddenLines(diagnosis, width),
    cookieLines(diagnosis, isVerbose ? 'all' : 'unexplained', width),
    ...causes.flatMap((one, at) => [
      causeLines(one, width),
      fixLines(one, diagnosis, width),
      at === 0 ? noteLines(diagnosis, width) : [],
    ]),
    isVerbose ? [] : nextLines(diagnosis.causes, width),
    thirdPartyLines(diagnosis, width),
    warningLines(diagnosis, width),
    cause || isVerbose ? reproductionLines(diagnosis, detail, width) : [],
  ]);
}

/** One blank line between those that are not empty. */
const paragraphs = (parts: readonly (readonly Line[])[]): Line[] =>
  parts
    .map((part) => part.slice(0, part.findLastIndex((line) => line.length > 0) + 1))
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : [BLANK, ...part]));

function requestLines({ request }: Diagnosis, width: number): Line[] {
  const { method = 'GET', url, origin, credentials, mode = 'cors' } = request;
  const extras = [
    ...(credentials === 'include' ? ['with credentials'] : []),
    ...(mode === 'cors' ? [] : [`mode ${mode}`]),
    ...namesOf(request.headers ?? []).map((name) => `with ${name}`),
  ];
  const first = `${method} ${url}`;
  const second = [`from ${origin}`, ...extras].join(', ');
  if (first.length + 3 + second.length <= width) return [[['strong', first], `   ${second}`]];
  return [[['strong', first]], ...paragraph(second, width)];
}

/** Each once, however many lines have it. */
const namesOf = (headers: HeaderList): string[] => [
  ...new Map(headers.map(([name]) => [byteLowercase(name), name])).values(),
];

const noteLines = ({ notes = [] }: Diagnosis, width: number): Line[] =>
  notes.flatMap(({ text }) => labelled('Note', paragraph(text, besideLabel(width))));

const warningLines = ({ warnings }: Diagnosis, width: number): Line[] =>
  warnings.flatMap(({ title, id, explanation }) =>
    labelled('Warning', [
      ...paragraph(`${title} (${id})`, besideLabel(width)),
      ...paragraph(explanation, besideLabel(width), 'dim'),
    ]),
  );

/** Commands that send the same requests: the judged one, or all of them. */
function reproductionLines(diagnosis: Diagnosis, detail: Screen['detail'], width: number): Line[] {
  const last = diagnosis.exchanges.findLastIndex(({ why }) => why === undefined);
  const judged = decisiveVerdict(diagnosis).exchange ?? last;
  const exchanges = diagnosis.exchanges.filter((_, index) => detail === 'verbose' || index === judged);
  return exchanges.flatMap((exchange, index) => {
    const room = besideLabel(width);
    const command = curlCommand(exchange, diagnosis.request.headers ?? []);
    return labelled(index === 0 ? 'Try it' : '', [
      ...shellCommand(command, room).map((row): Line => [['code', row]]),
      ...(namesBodyFile(command) ? paragraph(BODY_FILE_NOTE, room, 'dim') : []),
    ]);
  });
}
