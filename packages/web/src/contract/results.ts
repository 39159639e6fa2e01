import type { Cause, Recipe } from '@corsmith/doctor/pure';
import { type Asking, ask, brokenOff } from '../local-server.js';

/** One expectation of a contract, as `corsmith test` reports it: what the table needs of it. */
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
  /** The title of the one before it that has the same fix. */
  readonly fixedWith?: string;
  /** The title of the one that was looked into in its stead. */
  readonly like?: string;
}

export interface Report {
  readonly counts: { readonly total: number; readonly holds: number; readonly 'not-verified': number };
  readonly tests: readonly Tested[];
}

/**
 * Has the local server hold servers to a contract.
 * @throws RefusedError with every mistake in the contract
 */
export async function runContract(
  order: { readonly text: string; readonly environment: string },
  { onProgress, ...asking }: Asking & { readonly onProgress: (done: number, of: number) => void },
): Promise<Report> {
  type News = { readonly done: number; readonly of: number } | { readonly report: Report };
  for await (const news of ask<News>('./api/contract', order, asking)) {
    if ('report' in news) return news.report;
    onProgress(news.done, news.of);
  }
  throw brokenOff();
}

/** The results as a table: a row for each request, a column for each origin. */
export interface Matrix {
  readonly origins: readonly string[];
  readonly rows: readonly Row[];
}

export interface Row {
  readonly name: string;
  /** For each origin all that was tested; none where nothing was. */
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

/** Why it does not hold; undefined where it does. */
export function reasonOf({ verdict }: Tested): string | undefined {
  if (verdict.kind === 'holds') return undefined;
  return verdict.kind === 'unreachable' ? verdict.failure.message : verdict.message;
}
