import type { RecordedVerdict } from '@corsmith/doctor';
import type { ImportedRequest } from '@corsmith/evidence';
import { originOf } from '@corsmith/protocol';
import { checkLines, type ExplanationScreen, explanationLines, requestLine } from './explanation.js';
import { BLANK, besideLabel, indent, type Line, labelled, paragraph } from './line.js';

/** A copied request and the command that checks it. */
export function importedLines({ request, notes }: ImportedRequest, { width }: ExplanationScreen): Line[] {
  const room = besideLabel(width);
  return [...requestLine(request, width), BLANK, ...headersLine(request, room), ...checkLines(request, notes, room)];
}

function headersLine({ headers = [], credentials }: ImportedRequest['request'], room: number): Line[] {
  const names = headers.map(([name]) => name).join(', ');
  const sent = [...(names === '' ? [] : [`the headers ${names}`]), ...(credentials === 'include' ? ['cookies'] : [])];
  return sent.length === 0 ? [] : labelled('Sends', paragraph(sent.join(' and '), room));
}

/** Kinds of request that are shown without `--verbose`. */
const SHOWN = 5;

/** How many requests of a HAR were blocked, and why; similar ones once. Only what is shown is masked: `shownAs` does it. */
export function recordedLines(
  verdicts: readonly RecordedVerdict[],
  screen: ExplanationScreen,
  shownAs: (verdict: RecordedVerdict) => RecordedVerdict,
): Line[] {
  const count = (verdict: RecordedVerdict['verdict']) => verdicts.filter((one) => one.verdict === verdict).length;
  const groups = groupsOf(verdicts);
  const shown = screen.detail === 'verbose' ? groups : groups.slice(0, SHOWN);
  const unsaved = verdicts.find(({ verdict }) => verdict === 'unsaved');
  const total = `${verdicts.length} ${verdicts.length === 1 ? 'request' : 'requests'} to other origins`;
  if (verdicts.length === 0)
    return paragraph('No cross-origin request was recorded, so CORS is not involved.', screen.width);
  return [
    headline(`${total}: ${counts(count)}`, count),
    ...shown.flatMap(({ first, others }) => {
      const { explanation } = shownAs(first);
      return [
        BLANK,
        ...(explanation ? explanationLines(explanation, screen) : []),
        ...(others > 0 ? indent(2, paragraph(`and ${others} more of the same kind`, screen.width - 2, 'dim')) : []),
      ];
    }),
    ...(groups.length > shown.length
      ? [BLANK, ...paragraph(`${groups.length - shown.length} more kinds: --verbose shows them`, screen.width, 'dim')]
      : []),
    ...(unsaved ? [BLANK, ...unsavedLines(shownAs(unsaved), screen)] : []),
  ];
}

/** An all-clear only where every request is allowed. */
function headline(text: string, count: (verdict: RecordedVerdict['verdict']) => number): Line {
  if (count('blocked') > 0) return [['bad', `✗ ${text}`]];
  return count('failed') + count('unsaved') > 0 ? [['strong', text]] : [['good', `✓ ${text}`]];
}

const counts = (count: (verdict: RecordedVerdict['verdict']) => number): string =>
  [
    `${count('blocked')} blocked`,
    `${count('allowed')} allowed`,
    ...(count('failed') > 0 ? [`${count('failed')} without a response`] : []),
    ...(count('unsaved') > 0 ? [`${count('unsaved')} that the recording does not decide`] : []),
  ].join(', ');

function unsavedLines(
  { imported: { request, notes }, missing = '' }: RecordedVerdict,
  { width }: ExplanationScreen,
): Line[] {
  const room = besideLabel(width);
  return [
    ...requestLine(request, width),
    ...labelled('Means', paragraph(missing, room)),
    ...checkLines(request, notes, room),
  ];
}

interface Group {
  readonly first: RecordedVerdict;
  readonly others: number;
}

/** Grouped by meaning and host. */
function groupsOf(verdicts: readonly RecordedVerdict[]): readonly Group[] {
  const groups = new Map<string, { first: RecordedVerdict; others: number }>();
  for (const verdict of verdicts) {
    const { explanation, imported } = verdict;
    if (!explanation) continue;
    const key = `${originOf(imported.request.url)} ${explanation.meaning}`;
    const group = groups.get(key);
    if (group) group.others++;
    else groups.set(key, { first: verdict, others: 0 });
  }
  return [...groups.values()];
}
