import type { DetectedStack } from '@corsmith/stacks';
import type { Cause, Note } from './diagnosis.js';
import type { Explained } from './explain.js';
import type { Seen } from './facts/seen.js';
import { notes as catalogue } from './notes.js';

interface Found {
  readonly seen: Seen;
  readonly stack: readonly DetectedStack[];
  /** The first, with its fix and as it was found. */
  readonly cause: Cause | undefined;
  readonly explained: Explained | undefined;
}

/** What to mind with the fix of the first cause. */
export function notesOn({ seen, stack, cause, explained }: Found): Note[] {
  if (!cause || !explained) return [];
  const { responder, judged } = explained;
  const exchange = judged === undefined ? undefined : seen.observed[judged];
  const facts = {
    seen,
    stack,
    cause,
    ...(responder && { responder: responder.name }),
    ...(exchange && { judged: exchange }),
  };
  return catalogue.flatMap(({ id, match }) => {
    const text = match(facts);
    return text === undefined ? [] : [{ id, text }];
  });
}
