import type { Diagnosis, Evidence } from '@corsmith/doctor';
import { type ProbedExchange, parseUrl } from '@corsmith/protocol';
import { besideLabel, type Line, labelled, paragraph, shortened } from './line.js';
import { listOf } from './verdict.js';

export type Detail = 'evidence' | 'headers';

/**
 * The exchanges one below the other, each with its evidence. Of the extra probes, `evidence` shows only those that have
 * some.
 */
export function exchangeLines(diagnosis: Diagnosis, detail: Detail, width: number): Line[] {
  const room = besideLabel(width);
  const causes = detail === 'headers' ? diagnosis.causes : diagnosis.causes.slice(0, 1);
  const evidence = causes.flatMap((cause) => cause.evidence);
  const shown = (isShown: (exchange: ProbedExchange) => boolean) =>
    diagnosis.exchanges.flatMap((exchange, index) => {
      if (!isShown(exchange)) return [];
      const all = evidence.filter((one) => one.exchange === index);
      if (isProbe(exchange) && detail === 'evidence' && all.length === 0) return [];
      const here = all.filter((one) => !isInSummary(one, exchange));
      return labelled(labelOf(exchange), [
        summary(exchange, diagnosis.request.url),
        ...(exchange.why === undefined ? [] : probeLines(exchange, exchange.why, room)),
        ...(detail === 'headers' ? headerLines(exchange) : []),
        ...here.flatMap((one) => evidenceLines(one, room)),
      ]);
    });
  return [...shown((one) => !isProbe(one)), ...notSent(diagnosis), ...shown(isProbe)];
}

/** Sent by no browser. */
const isProbe = ({ why }: ProbedExchange): boolean => why !== undefined;

const labelOf = (exchange: ProbedExchange): string =>
  isProbe(exchange) ? 'Probe' : exchange.request.kind === 'preflight' ? 'Preflight' : 'Request';

/** `OPTIONS → 204   38 ms`, and its URL if it is not that of the request. */
function summary({ request, response, failure, durationMs, layer, browsers }: ProbedExchange, url: string): Line {
  const status = response ? String(response.status) : (failure?.id.replaceAll('-', ' ') ?? 'no response');
  const isGood = response !== undefined && response.status < 400;
  return [
    `${request.method.padEnd(7)} → `,
    [isGood ? 'good' : 'bad', status],
    [
      'dim',
      [
        '',
        `${Math.round(durationMs)} ms`,
        failure?.code,
        layer === 'front' ? undefined : layer,
        browsers && sentBy(browsers),
      ]
        .filter((part) => part !== undefined)
        .join('   '),
    ],
    ...(isSameUrl(request.url, url) ? [] : [`   ${request.url}`]),
  ];
}

const sentBy = (browsers: NonNullable<ProbedExchange['browsers']>): string =>
  browsers.length > 0 ? `sent by ${listOf(browsers)}` : 'sent by no browser, only by the standard';

/** As a browser sends them: without a fragment. */
const isSameUrl = (a: string, b: string): boolean => {
  const [one, other] = [a, b].map((text) => parseUrl(text)?.href.replace(/#.*$/, ''));
  return one === other;
};

/** Why it was sent, and why it failed. */
const probeLines = ({ failure }: ProbedExchange, why: string, room: number): Line[] => [
  ...paragraph(why, room, 'dim'),
  ...paragraph(failure?.message ?? '', room),
];

/** Evidence such as `OPTIONS → 405` is in the summary already. */
const isInSummary = ({ text }: Evidence, { request, response, failure }: ProbedExchange): boolean =>
  text === `${request.method} → ${response?.status}` || text === failure?.code;

const headerLines = ({ request, response }: ProbedExchange): Line[] => [
  ...request.headers.map(([name, value]): Line => [['dim', `> ${name}: ${shortened(value)}`]]),
  ...(response?.headers ?? []).map(([name, value]): Line => [['dim', `< ${name}: ${shortened(value)}`]]),
];

/** The header line with a caret below the decisive character, and what it shows. */
function evidenceLines({ text, header, at }: Evidence, room: number): Line[] {
  if (!header) return paragraph(text, room);
  const [name, value] = header;
  const { shown, caret } = excerpt(value, at ?? 0, Math.max(20, room - name.length - 2));
  const line: Line = [`${name}: `, ['bad', shown]];
  if (at === undefined || at > value.length) return [line, ...paragraph(text, room)];
  return [line, ...pointerLines(name.length + 2 + caret, text, room)];
}

/** A caret in its column with the text to its right, to its left, or below if neither fits. */
function pointerLines(column: number, text: string, room: number): Line[] {
  const caret = ['bad', '^'] as const;
  if (column + 2 + text.length <= room) return [[' '.repeat(column), caret, ` ${text}`]];
  if (text.length < column) return [[' '.repeat(column - text.length - 1), `${text} `, caret]];
  return [[' '.repeat(column), caret], ...paragraph(text, room)];
}

/** As much of a long value as fits around the decisive character. */
export function excerpt(value: string, at: number, room: number): { readonly shown: string; readonly caret: number } {
  if (value.length <= room) return { shown: value, caret: at };
  const inner = room - 2;
  const start = Math.max(0, Math.min(at - Math.floor(inner / 2), value.length - inner));
  const before = start > 0 ? '…' : '';
  const after = start + inner < value.length ? '…' : '';
  return { shown: `${before}${value.slice(start, start + inner)}${after}`, caret: at - start + before.length };
}

function notSent({ exchanges, unsent, request }: Diagnosis): Line[] {
  if (unsent)
    return labelled('Request', [[`${unsent.method.padEnd(7)} → not sent: it may change data (--send sends it)`]]);
  const wasSent = exchanges.some((one) => one.request.kind === 'actual' && !isProbe(one));
  if (wasSent || exchanges.length === 0) return [];
  return labelled('Request', [[`${(request.method ?? 'GET').padEnd(7)} → not sent`]]);
}
