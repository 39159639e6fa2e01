import type { ReaderId } from '../reader-ids.js';
import type { ReadStack } from './read-policy.js';
import type { SourceFile, Span } from './source-file.js';
import type { Trap } from './trap.js';

/** A value of a configuration and where it is written; for a default, where the policy begins. */
export interface Stated<T> {
  /** Undefined if it can't be known without running something. */
  readonly value: T | undefined;
  readonly at: Span;
  /** Completes "unknown because"; absent if it is known. */
  readonly because?: string;
}

/** Origins that a configuration allows, one entry of it. */
export type ReadOrigin = OriginEntry & {
  readonly at: Span;
  /** Completes "if": the entry only counts then, such as `ORIGINS is not set`. */
  readonly when?: string;
};

type OriginEntry =
  /** The header's value is `*`. */
  | { readonly kind: 'any' }
  /** Whatever origin a request has is sent back. */
  | { readonly kind: 'echo' }
  /** This text is the header's value, or what the Origin is compared with: not always an origin. */
  | { readonly kind: 'text'; readonly text: string }
  /** A pattern in the syntax of the stack, and a regular expression that matches the same in JavaScript. */
  | {
      readonly kind: 'pattern';
      readonly text: string;
      readonly regex: string;
      readonly flags: '' | 'i';
      /** Written as a glob (`https://*.example.com`), not as a regular expression. */
      readonly isGlob?: true;
    }
  | { readonly kind: 'unknown'; readonly because: string };

/** What a configuration lets the server send for the requests of one path. */
export interface PolicyReading {
  readonly stack: ReadStack;
  /** Where the policy begins. */
  readonly at: Span;
  /** The path or host it holds for; absent if it holds everywhere. */
  readonly where?: string;
  /** Empty: no origin is allowed. */
  readonly origins: readonly ReadOrigin[];
  /** `constant`: the header is the same for every request, whatever its Origin. */
  readonly originHeader: 'constant' | 'compared';
  readonly credentials: Stated<boolean>;
  /** As sent in Access-Control-Allow-Methods; `[]` if it isn't sent. */
  readonly methods: Stated<readonly string[] | '*' | '* (echoed)'>;
  /**
   * What becomes of a method that isn't listed, also of GET, HEAD and POST, which browsers allow on their own: its preflight
   * fails, or all its requests fail. Absent: the server doesn't compare methods.
   */
  readonly unlistedMethods?: 'preflight-fails' | 'all-fail';
  readonly requestHeaders: Stated<readonly string[] | '*' | '* (echoed)'>;
  readonly exposed: Stated<readonly string[] | '*'>;
  readonly maxAge: Stated<number | null>;
  /** Whether this configuration responds to preflights with 2xx and the headers; null: the upstream does. */
  readonly preflight: boolean | null;
  /** Responses to preflights have Access-Control-Allow-Origin, and the responses themselves have none. */
  readonly isOnlyInPreflight?: true;
  /** Whether error responses of the app have the headers; null: not known. */
  readonly errors: boolean | null;
  /** Whether responses that depend on the Origin say so in Vary; null: not known. */
  readonly vary: boolean | null;
  /** A sentence: the server refuses to start with it, or rejects the file. */
  readonly refused?: string;
  /** The methods that are of use at this path, if they are known: of routes, or GET and HEAD of files. */
  readonly routes?: readonly string[];
  /** Of a proxy: whether a header of the upstream is replaced, stays alone, or becomes one of two. */
  readonly upstream?: 'replaced' | 'doubled';
  /** What else the header's value is, such as a list of origins; shown in the witness. */
  readonly literal?: Stated<string>;
}

export interface Reading {
  readonly policies: readonly PolicyReading[];
  readonly traps: readonly Trap[];
  /** Where a proxy responds to preflights itself without any CORS header, so that the upstream's never reach a page. */
  readonly preflightEnds?: readonly Span[];
}

export const NOTHING_READ: Reading = { policies: [], traps: [] };

/** Reads the configurations of one stack; never runs anything, never throws. */
export interface Reader {
  readonly id: ReaderId;
  /** Readers whose entries come after this one. */
  readonly before?: readonly ReaderId[];
  readonly draft?: true;
  /** Where in a chain of layers its headers are added. */
  readonly layer: 'application' | 'proxy' | 'platform';
  /** Paths of files that can be its own. */
  readonly files: RegExp;
  /** What such a file contains, all of it, if it says anything about CORS. Each in linear time. */
  readonly marks: readonly RegExp[];
  /** All files that match, at once, since one may include another. */
  read(files: readonly SourceFile[], project: Project): Reading;
}

/** The other files of the repository that a reader may look at. */
export interface Project {
  readonly files: readonly SourceFile[];
}

/** Files of these paths are part of a project even if they say nothing about CORS: they name versions. */
export const MANIFESTS =
  /(?:^|\/)(?:package\.json|go\.mod|pom\.xml|build\.gradle(?:\.kts)?|requirements[^/]*\.txt|pyproject\.toml|Gemfile(?:\.lock)?|composer\.json|Cargo\.toml|mix\.exs|[^/]+\.csproj)$/;

/** Whether a file may say something that this reader understands. */
export const isFor = ({ files, marks }: Reader, { path, text }: SourceFile): boolean =>
  files.test(path) && marks.every((mark) => mark.test(text));

/** A reader that looks at each file by itself. */
export const eachFile =
  (read: (file: SourceFile, project: Project) => Reading): Reader['read'] =>
  (files, project) =>
    joined(files.map((file) => read(file, project)));

export const joined = (readings: readonly Reading[]): Reading => ({
  policies: readings.flatMap(({ policies }) => policies),
  traps: readings.flatMap(({ traps }) => traps),
  preflightEnds: readings.flatMap(({ preflightEnds = [] }) => preflightEnds),
});

export const stated = <T>(value: T, at: Span): Stated<T> => ({ value, at });
export const unstated = <T>(because: string, at: Span): Stated<T> => ({ value: undefined, at, because });
