import type { Aspect, Comparison, Difference } from '@corsmith/lint';
import { BROWSER_NAMES } from '@corsmith/protocol';
import type { Screen } from '../terminal/diagnosis.js';
import { BLANK, besideLabel, type Line, labelled, listed, paragraph } from '../terminal/line.js';
import type { Named } from './compared.js';

/** More are counted, not shown. */
const MOST = 10;

/** Differences on a screen: the request, and what browsers make of it before and after. */
export function diffScreen(
  { differences, unknown, same }: Comparison,
  skipped: Named['skipped'],
  { width, detail }: Screen,
): Line[] {
  const room = besideLabel(width);
  const shown = detail === 'verbose' ? differences : differences.slice(0, MOST);
  const rest = differences.length - shown.length;
  return [
    headline(differences, same),
    ...shown.flatMap((one) => [BLANK, ...differenceLines(one, width)]),
    ...(rest > 0 ? [BLANK, [`  and ${rest} more: --verbose shows them`] satisfies Line] : []),
    ...unknown.flatMap(({ at, what, because }) => [
      BLANK,
      ...labelled('Not known', paragraph(`${at}: its ${what}, because ${because}`, room)),
    ]),
    ...skipped.flatMap(({ file, why }) => [BLANK, ...labelled('Skipped', paragraph(`${file}: ${why}`, room))]),
  ];
}

function headline(differences: readonly Difference[], same: Comparison['same']): Line {
  if (same === null) return ['? No difference found, and not everything is known'];
  if (same) return [['good', '✓ The same: no request’s outcome differs']];
  const count = (kind: Difference['kind']) => differences.filter((one) => one.kind === kind).length;
  const counts = (['widened', 'narrowed'] as const).filter((kind) => count(kind) > 0);
  return [
    ['bad', `✗ ${differences.length === 1 ? '1 difference' : `${differences.length} differences`}`],
    `: ${counts.map((kind) => `${count(kind)} ${kind}`).join(', ')}`,
  ];
}

export function differenceLines(difference: Difference, width: number): Line[] {
  const { kind, request, reads, browsers, old, new: now, others } = difference;
  const room = besideLabel(width);
  const isWider = kind === 'widened';
  const [message] = (isWider ? old : now).messages;
  const side = ({ at, allowed }: Difference['old']): Line => {
    const isReadable = reads === undefined ? allowed : (isWider ? now : old).at === at;
    const outcome =
      reads === undefined ? (allowed ? 'allowed' : 'blocked') : `${reads} ${isReadable ? 'can' : 'can’t'} be read`;
    return [isReadable ? outcome : (['bad', outcome] as const), ['dim', `   ${at ?? 'not configured'}`]];
  };
  return [
    ...labelled(isWider ? 'Widened' : 'Narrowed', [
      ...paragraph(`${sentence(difference)} in ${listed(browsers.map((one) => BROWSER_NAMES[one]))}.`, room, 'strong'),
    ]),
    ...labelled('Request', paragraph(requestText(request), room)),
    ...labelled('Before', [side(old)]),
    ...labelled('After', [side(now)]),
    ...(reads === undefined && message !== undefined ? labelled('Message', paragraph(message, room, 'dim')) : []),
    ...(others.length > 0 ? labelled('Also', paragraph(alsoText(others), room)) : []),
  ];
}

const SUBJECTS: Readonly<Record<Aspect, (difference: Difference) => string>> = {
  origin: ({ request, withCredentials }) =>
    `A page of ${request.origin} can read responses${withCredentials ? ', also with the visitor’s cookies,' : ''}`,
  credentials: ({ request }) => `A page of ${request.origin} can read responses with the visitor’s cookies`,
  method: ({ request }) => `Pages can send ${request.method}`,
  'request-header': ({ request }) => `Pages can send the header ${request.headers?.[0]?.[0]}`,
  'response-header': ({ reads }) => `Pages can read the header ${reads}`,
  'error-response': () => 'Pages can read error responses',
};

function sentence(difference: Difference): string {
  const { kind, aspect } = difference;
  return SUBJECTS[aspect](difference).replace(' can ', kind === 'widened' ? ' can now ' : ' can no longer ');
}

function requestText({ method = 'GET', url, origin, headers = [], credentials }: Difference['request']): string {
  return [
    `${method} ${url} from ${origin}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(credentials === 'include' ? ['with credentials'] : []),
  ].join(', ');
}

const MOST_OTHERS = 5;

const alsoText = (others: readonly string[]): string =>
  others.length <= MOST_OTHERS
    ? listed(others)
    : `${others.slice(0, MOST_OTHERS).join(', ')} and ${others.length - MOST_OTHERS} more`;
