import type { PageStep } from '../../browsers/browser.js';
import type { SampleBody } from '../../servers/scripted-response.js';
import type { Place } from '../../servers/world.js';
import type { OracleCase } from '../case.js';

/** A case while the generator works at it. */
export interface Draft {
  page: 'app' | 'sandbox';
  steps: DraftStep[];
  /** The exchange's hops: each redirects to the next, the last one responds. */
  hops: Hop[];
  broken: string[];
}

export type DraftStep = { -readonly [K in keyof PageStep]: PageStep[K] };

export interface Hop {
  readonly leg: string;
  readonly place: Place;
  preflight: DraftResponse;
  actual: DraftResponse;
}

export interface DraftResponse {
  kind: 'response' | 'drop';
  status: number;
  headers: [name: string, value: string][];
  body: SampleBody;
}

/** Replaces all lines of that name, whatever its case. */
export function setLines(response: DraftResponse, name: string, lines: readonly string[]): void {
  const others = response.headers.filter(([n]) => n.toLowerCase() !== name.toLowerCase());
  response.headers = [...others, ...lines.map((line): [string, string] => [name, line])];
}

export const urlOf = ({ place, leg }: Hop): string => `{${place.toUpperCase()}}/c/{ID}/${leg}`;

export function finish({ page, steps, hops, broken }: Draft): OracleCase {
  const response = ({ kind, status, headers, body }: DraftResponse) =>
    kind === 'drop' ? { kind } : { kind, status, headers, body };
  const script = hops.map(({ leg, preflight, actual }) => [
    leg,
    { preflight: response(preflight), actual: response(actual) },
  ]);
  return { page, steps, script: Object.fromEntries(script), broken };
}
