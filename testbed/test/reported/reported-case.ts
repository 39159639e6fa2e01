import type { CauseId } from '@corsmith/doctor';
import type { PageRequest } from '@corsmith/protocol';
import type { Server } from './servers.js';

/** The page of a report. */
export type Page = Partial<PageRequest> & {
  readonly path?: string;
  /** Response headers that it reads. */
  readonly read?: readonly string[];
};

/** A public report: a server that behaves as reported, and what a right diagnosis says of it. */
export interface ReportedCase {
  readonly id: string;
  /** The report: an issue of a public repository. */
  readonly source: string;
  /** What was the case there, in a line. */
  readonly situation: string;
  readonly page: Page;
  readonly server: Server;
  /** The first cause; the first of several is the best. */
  readonly cause: CauseId | readonly CauseId[];
  /** What must be printed, and what must not. */
  readonly says?: readonly RegExp[];
  readonly never?: readonly RegExp[];
  readonly solved: Solution;
}

/** What solves it, as printed; the request is then run again. */
export type Solution =
  /** The recipe: run on its framework if that is an npm package, else its policy stands for it. */
  | 'fix'
  /** The page's request is changed. */
  | { readonly page: Page }
  /** Whoever responds is set up as printed. */
  | { readonly server: Server; readonly by: RegExp }
  /** Nothing that can be had here: what solved it in the report is said. */
  | { readonly said: RegExp };

/** No one report: many say the same. */
export const OFTEN = 'many';

export const APP = 'https://app.example.com';
export const LOCAL = 'http://localhost:3000';
export const VITE = 'http://localhost:5173';

/** Headers of requests that need a preflight. */
export const JSON_BODY = { headers: [['Content-Type', 'application/json']], body: '{}' } as const;
export const TOKEN = { headers: [['Authorization', 'Bearer t']] } as const;
