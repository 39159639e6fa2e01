import type { OutputKind } from '@corsmith/evidence';
import type { CommandName } from './command-names.js';

/**
 * The shape of a command: data that the command line, the help and the completions are made of, and a function. What
 * `run` needs it imports when it runs, so that no command pays for another's start.
 */
export interface Command {
  readonly name: CommandName;
  /** Commands that the help lists after this one. */
  readonly before?: readonly CommandName[];
  /** Not finished: nothing lists it. */
  readonly draft?: true;
  /** Whether it runs until it is stopped: SIGTERM then ends it with 0. */
  readonly isService?: true;
  /** One line without a full stop. */
  readonly summary: string;
  readonly arguments: readonly Argument[];
  readonly options: readonly Option[];
  readonly examples: readonly string[];
  readonly run: (invocation: Invocation) => Promise<ExitCode>;
}

export interface Argument {
  readonly name: string;
  readonly description: string;
  readonly choices?: readonly string[];
  readonly optional?: true;
  /** Whether it is the last, and may be given more than once. */
  readonly repeatable?: true;
}

export interface Option {
  /** As in the help: `-X, --request <method>`; without `<…>` it is a switch. */
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
  /** Other names of the choices, in lower case. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Offered by completion, and too many for the help. */
  readonly values?: 'stacks';
  /** Whether it may be given more than once, and so is a list. */
  readonly repeatable?: true;
}

/** One run of a command; its flags are typed where the command is known. */
export interface Invocation<Flags extends object = object> {
  readonly arguments: readonly string[];
  /** By long name in camel case: `showSecrets`. */
  readonly options: Flags;
  /** Every command, for what prints all of them. */
  readonly commands: readonly Command[];
  readonly terminal: Terminal;
  /** For what is no result: how far it is. */
  readonly errors: Terminal;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

export interface Terminal {
  /** A stranger's text in it is never obeyed: see `guarded`. */
  readonly print: (text: string, kind?: OutputKind) => void;
  readonly colour: 'colour' | 'plain';
  /** Columns. */
  readonly width: number;
  /** Whether a person looks on while it is printed. */
  readonly isWatched: boolean;
}

/** The same for every command. */
export const ExitCode = {
  /** The browsers allow it. */
  Allowed: 0,
  /** A browser blocks it. */
  Blocked: 1,
  /** The command line or the configuration is wrong, or corsmith itself is. */
  Usage: 2,
  /** The server could not be reached. */
  Unreachable: 3,
  /** Nothing blocks it so far, and the request itself was not sent. */
  Unknown: 4,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
