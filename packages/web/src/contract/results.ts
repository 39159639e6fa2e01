import type { Cause } from '@corsmith/doctor/pure';
import type { Recipe } from '@corsmith/stacks';
import { connectionLost, requestLines, type ServerAccess } from '../local-server.js';

/** The part of an expectation in the report of `corsmith test` that the table needs. */
export interface Tested {
  readonly title: string;
  readonly endpoint: string;
  readonly method: string;
  readonly origin: string;
  readonly url: string;
  readonly expected: 'allowed' | 'denied';
  readonly verdict:
    | { readonly kind: 'holds' }
    | { readonly kind: 'broken' | 'not-verified'; readonly message: string }
    | { readonly kind: 'unreachable'; readonly failure: { readonly message: string } };
  readonly diagnosis?: { readonly causes: readonly Pick<Cause, 'id' | 'title' | 'explanation'>[] };
  readonly fix?: Recipe;
  /** The title of an earlier expectation with the same fix. */
  readonly fixedWith?: string;
  /** The title of the similar expectation that was diagnosed. */
  readonly like?: string;
}

export interface Report {
  readonly counts: { readonly total: number; readonly holds: number; readonly 'not-verified': number };
  readonly tests: readonly Tested[];
}

/**
 * Tests a contract through the local server.
 * @throws RefusedError with every problem in the contract
 */
export async function runContract(
  order: { readonly text: string; readonly environment: string },
  { onProgress, ...access }: ServerAccess & { readonly onProgress: (done: number, of: number) => void },
): Promise<Report> {
  type News = { readonly done: number; readonly of: number } | { readonly report: Report };
  for await (const update of requestLines<News>('./api/contract', order, access)) {
    if ('report' in update) return update.report;
    onProgress(update.done, update.of);
  }
  throw connectionLost();
}

/** The results as a table: one row per request, one column per origin. */
export interface Matrix {
  readonly origins: readonly string[];
  readonly rows: readonly Row[];
}

export interface Row {
  readonly name: string;
  /** For each origin the tested expectations. */
  readonly cells: readonly (readonly Tested[])[];
}

export function matrixOf(tests: readonly Tested[]): Matrix {
  const origins = [...new Set(tests.map(({ origin }) => origin))];
  const names = [...new Set(tests.map(nameOf))];
  const rows = names.map((name) => ({
    name,
    cells: origins.map((origin) => tests.filter((one) => one.origin === origin && nameOf(one) === name)),
  }));
  return { origins, rows };
}

const nameOf = ({ method, endpoint }: Tested): string => `${method} ${endpoint}`;

/** Why the expectation does not hold; undefined if it does. */
export function reasonOf({ verdict }: Tested): string | undefined {
  if (verdict.kind === 'holds') return undefined;
  return verdict.kind === 'unreachable' ? verdict.failure.message : verdict.message;
}
