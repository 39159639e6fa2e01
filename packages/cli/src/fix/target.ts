import { type Diagnosis, diagnose } from '@corsmith/doctor';
import type { PageRequest } from '@corsmith/protocol';
import { type Recipe, render, type StackId, stacks } from '@corsmith/stacks';
import { isAllowed, isUnreachable } from '../terminal/verdict.js';
import { UsageError, type UsageProblem } from '../usage-error.js';
import type { FixArguments } from './arguments.js';

/** What is to be configured. */
export type Target =
  | {
      readonly kind: 'recipe';
      readonly recipe: Recipe;
      /** What the server answered, where it was asked. */
      readonly found?: Diagnosis;
    }
  /** Nothing on the server needs a change, or no change of its configuration helps. */
  | { readonly kind: 'nothing'; readonly found: Diagnosis };

/**
 * The configuration of the stack that was named, or else of the one that the server shows itself to be.
 * @throws UsageError where it shows itself to be none, or where the stack can't say the policy.
 */
export async function findTarget(args: FixArguments, signal: AbortSignal): Promise<Target> {
  const { policy, request, stack } = args;
  if (stack !== undefined) return { kind: 'recipe', recipe: rendered(args, stack) };
  const found = await diagnose(request as PageRequest, { read: policy.responseHeaders ?? [], signal });
  signal.throwIfAborted();
  const [cause] = found.causes;
  const isWanted = isAllowed(found)
    ? args.covers === 'more'
    : cause?.fixedIn === 'server' || cause?.fixedIn === 'proxy';
  if (isUnreachable(found) || !isWanted) return { kind: 'nothing', found };
  // What spoils the headers on the way is mended there, and differently.
  if (cause?.fixedIn === 'proxy') {
    if (!cause.fix) throw new UsageError([UNKNOWN_PROXY]);
    return { kind: 'recipe', recipe: cause.fix, found };
  }
  const [recognised] = found.stack;
  if (!recognised) throw new UsageError([UNKNOWN]);
  return { kind: 'recipe', recipe: rendered(args, cause?.fix?.stack ?? recognised.id), found };
}

function rendered({ policy }: FixArguments, stack: StackId): Recipe {
  try {
    return render(policy, stack);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError([{ message: `${stack}: ${error.message}` }]);
    throw error;
  }
}

const UNKNOWN: UsageProblem = {
  message: 'What the server runs does not show in its answers.',
  hint: `Name it: --stack ID, where ID is such as express, fastapi, spring or nginx; corsmith fix --list lists all ${stacks.length}`,
};

const UNKNOWN_PROXY: UsageProblem = {
  message: 'Something in front of the server spoils its headers, and what it is does not show in its answers.',
  hint: 'Name it: --stack ID, where ID is such as nginx, apache, caddy, haproxy, varnish or aws-cloudfront',
};
