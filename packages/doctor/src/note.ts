import type { HeaderList, ProbedExchange } from '@corsmith/protocol';
import type { DetectedStack, StackId } from '@corsmith/stacks';
import type { Cause } from './diagnosis.js';
import type { Seen } from './facts/seen.js';
import type { NoteId } from './note-ids.js';

/** A pitfall of a fix, said only where what was seen shows that it matters. */
export interface NoteRule {
  /** Fixed: other tools rely on it. */
  readonly id: NoteId;
  /** Notes that are printed after this one. */
  readonly before?: readonly NoteId[];
  /** Not finished: nothing lists it. */
  readonly draft?: true;
  /** What to mind, in a sentence or two; undefined if it does not matter here. */
  match(facts: NoteFacts): string | undefined;
}

export interface NoteFacts {
  readonly seen: Seen;
  /** The cause to fix first. */
  readonly cause: Cause;
  /** Set if not the app responded: the cause then says what to do there. */
  readonly responder?: string;
  /** The response at which it fails. */
  readonly judged?: ProbedExchange;
  readonly stack: readonly DetectedStack[];
}

export const isDetected = ({ stack }: NoteFacts, ...ids: readonly StackId[]): boolean =>
  stack.some(({ id }) => ids.includes(id));

/** Whether the cause is fixed by a CORS configuration. */
export const changesCors = ({ cause }: NoteFacts): boolean => cause.change !== undefined && cause.fixedIn === 'server';

/** The headers of all responses of the server. */
export const responseHeaders = ({ seen }: NoteFacts): HeaderList =>
  seen.observed.flatMap(({ response }) => response?.headers ?? []);
