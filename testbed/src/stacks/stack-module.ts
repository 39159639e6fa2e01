import type { DirectServer } from '@corsmith/doctor';
import type { RecipeFile, StackId } from '@corsmith/stacks';

/**
 * A real server, framework or proxy, to be broken and fixed. Its own files are in `testbed/stacks/ID/`; they hold named
 * places, see `compose.ts`.
 *
 * Every stack serves these paths: `/users` with 200 and `X-Total-Count` to GET, POST, PUT, PATCH and DELETE;
 * `/private/users` the same with `Authorization: Bearer secret`, else 401; `/moved` with a 308 to `/users`; `/error` with
 * an uncaught exception; and nothing else.
 */
export interface StackModule {
  /** The same as in the doctor. */
  readonly id: StackId;
  readonly role: 'application' | 'proxy';
  /** Modules of the same role that run after this one. */
  readonly before?: readonly StackId[];
  /** Not finished: nothing runs it. */
  readonly draft?: true;
  /** Groups of setup/system-packages.mjs. */
  readonly needs: readonly string[];
  /** Of a proxy: the stack behind it; its files are in the folder `app`. */
  readonly behind?: StackId;
  /** Whether its responses show what it is: all of them, only its own error pages, or none. */
  readonly marks: 'always' | 'on-errors' | 'never';
  /** Which responses outside the routes have CORS headers once the recipe is applied. */
  readonly covered: { readonly missing: boolean; readonly thrown: boolean };
  /** CORS set-ups that are wrong in one way, as people really write them. */
  readonly broken: readonly BrokenSetup[];
  /** Name and version of the stack and of what handles CORS there. */
  version(): Promise<string>;
  /** Starts what lies in that folder: the stack's own files with a set-up put in. */
  start(folder: string): Promise<RunningStack>;
}

export interface BrokenSetup {
  /** The id of the cause that it shows first. */
  readonly cause: string;
  /** In a few words, what is wrong. */
  readonly mistake: string;
  /** `{ORIGIN}` stands for the page's origin, `{HOST}` for its host and port. */
  readonly setup: Setup;
  /** What is in the app behind it and stays there. The diagnosis then gets the app's address. */
  readonly behind?: Setup;
  /** A request without Origin comes first, as of somebody who opens the URL: what a cache may keep. */
  readonly visited?: true;
  /** What departs from the cause's usual request, see `requests.ts`. */
  readonly request?: CellRequest;
}

/** Code at places of the stack's files. A recipe's `files` are one, so it is applied without any thought. */
export type Setup = readonly Placed[];
export type Placed = Pick<RecipeFile, 'path' | 'where' | 'code'>;

/** The page's request. */
export interface CellRequest {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  readonly credentials?: 'include';
  /** Names of response headers that it wants to read. */
  readonly read?: readonly string[];
}

export interface RunningStack {
  /** Scheme, host and port, and the path under which the app lies where it has one. */
  readonly url: string;
  /** The app behind a proxy. */
  readonly behind?: DirectServer;
  stop(): Promise<void>;
}

/** Code for one place, for a module that names the place once. */
export const at =
  (path: string, where: string) =>
  (code: string): Placed => ({ path, where, code });

/** A set-up that is wrong in one way. */
export const wrong = (cause: string, mistake: string, ...setup: Setup): BrokenSetup => ({ cause, mistake, setup });
