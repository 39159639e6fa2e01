import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PageRequest } from '@corsmith/protocol';
import type { DiagnoseOptions } from '../src/index.js';
import type { Script } from './scripted-server.js';

export type Page = Partial<PageRequest>;

/** A server, and the page that requests `/users` from it. */
export type Case = readonly [
  what: string,
  script: Script,
  page?: Page | ((url: string) => Page),
  options?: DiagnoseOptions,
];

export interface CauseServers {
  /** The cause comes first; the first of them is the example in the documentation. */
  readonly shown: readonly Case[];
  /** Nearly like that, and wrong in another way or in none: the cause is not named. */
  readonly nearly: readonly Case[];
}

const folder = fileURLToPath(new URL('./causes/', import.meta.url));

/** The servers of each cause, by its id: a file in `causes/` each. */
export const causeServers: ReadonlyMap<string, CauseServers> = new Map(
  await Promise.all(
    readdirSync(folder).map(async (file): Promise<[string, CauseServers]> => {
      const { servers } = await import(/* @vite-ignore */ folder + file);
      return [file.replace(/\.ts$/, ''), servers];
    }),
  ),
);
