import type { HeaderList } from '@corsmith/protocol';
import type { Observation, Sent } from './observation.js';

export const POINTS = ['outcome', 'headers', 'sent', 'console'] as const;
export type Point = (typeof POINTS)[number];

export interface Disagreement {
  readonly point: Point;
  /** What differs, without what is this case's own: equal kinds are likely to have one cause. */
  readonly kind: string;
}

/** Where a browser and the prediction differ: at most one disagreement a point, the first. */
export function compare(observed: Observation, predicted: Observation): readonly Disagreement[] {
  const found: Disagreement[] = [];
  const note = (point: Point, kind: string | undefined) => {
    if (kind !== undefined && !found.some((other) => other.point === point)) found.push({ point, kind });
  };
  observed.steps.forEach((seen, index) => {
    const foretold = predicted.steps[index];
    if (!foretold) throw new Error('the prediction has fewer steps than the page');
    note('outcome', difference(describe(seen.outcome), describe(foretold.outcome)));
    if (foretold.error !== undefined) note('outcome', difference(seen.error ?? 'nothing', foretold.error));
    note('console', firstDifference(seen.messages.map(gist), foretold.messages.map(gist)));
    note('console', difference(seen.messages.join('\n'), foretold.messages.join('\n'), 'same words, other parameters'));
    if (seen.outcome.kind === foretold.outcome.kind) note('headers', headerDifference(seen.headers, foretold.headers));
  });
  note('sent', firstDifference(observed.sent.map(gistOfSent), predicted.sent.map(gistOfSent)));
  note('sent', sentDifference(observed.sent, predicted.sent));
  return found;
}

function difference(
  seen: string,
  foretold: string,
  kind = `browser: ${seen} | simulate: ${foretold}`,
): string | undefined {
  return seen === foretold ? undefined : kind;
}

function firstDifference(seen: readonly string[], foretold: readonly string[]): string | undefined {
  const length = Math.max(seen.length, foretold.length);
  for (let i = 0; i < length; i++) {
    const kind = difference(seen[i] ?? 'nothing', foretold[i] ?? 'nothing');
    if (kind) return kind;
  }
  return undefined;
}

function sentDifference(seen: readonly Sent[], foretold: readonly Sent[]): string | undefined {
  for (const [i, request] of seen.entries()) {
    const other = foretold[i];
    if (!other) return undefined;
    const method = difference(request.method, other.method);
    if (method) return method;
    const headers = headerDifference(request.headers, other.headers);
    if (headers) return `${request.kind} ${headers}`;
    const url = difference(request.url, other.url) && `${request.kind} another URL`;
    if (url) return url;
    if (request.body !== other.body) return `${request.kind} another body`;
  }
  return undefined;
}

function headerDifference(seen: HeaderList, foretold: HeaderList): string | undefined {
  const ours = new Map(seen);
  const theirs = new Map(foretold);
  const name = [...ours.keys(), ...theirs.keys()].find((n) => ours.get(n) !== theirs.get(n));
  if (name === undefined) return undefined;
  return `${name} browser: ${gist(ours.get(name) ?? 'nothing')} | simulate: ${gist(theirs.get(name) ?? 'nothing')}`;
}

const gistOfSent = ({ kind }: Sent) => kind;

function describe(outcome: Observation['steps'][number]['outcome']): string {
  return gist(Object.values(outcome).join(' '));
}

/** The words of a line, without URLs, quoted parameters, names and numbers. */
function gist(line: string): string {
  return line
    .replace(/(\w+:\/\/)?\{(APP|API|OTHER)(_\w+)?\}[^\s'’”)]*/g, 'URL')
    .replace(/(?<=[\s(])'(?!Access-Control)[^']*'/g, "'…'")
    .replace(/‘(?!Access-Control|\*)[^’]*’/g, '‘…’')
    .replace(/(Request header field|Method) \S+/g, '$1 …')
    .replace(/\d+/g, 'N')
    .replace(/a{20,}/g, 'a…');
}
