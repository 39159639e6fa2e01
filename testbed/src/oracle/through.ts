import type { OracleCase } from './case.js';
import { isForFetch, isForSimulate } from './excluded.js';
import type { Foretell } from './foretell.js';
import { predict } from './predict.js';
import { throughFetch } from './through-fetch.js';

/** What is held against the browser. */
export interface Through {
  readonly foretell: Foretell;
  /** Whether it can do such a case at all; others are passed over. */
  takes(oracleCase: OracleCase): boolean;
}

export const THROUGH = {
  /** `simulate` itself, which gets the responses. */
  simulate: { foretell: predict, takes: isForSimulate },
  /** `@corsmith/fetch`, which sends the requests to the servers. */
  fetch: { foretell: throughFetch, takes: isForFetch },
} satisfies Readonly<Record<string, Through>>;

export type ThroughName = keyof typeof THROUGH;
