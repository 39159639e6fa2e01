import { type Diagnosis, diagnose } from '@corsmith/doctor';
import type { PageRequest } from '@corsmith/protocol';
import { type Recipe, render, type StackId, stacks } from '@corsmith/stacks';
import { isAllowed, isUnreachable } from '../terminal/verdict.js';
import { UsageError, type UsageProblem } from '../usage-error.js';
import type { FixArguments } from './arguments.js';

/** What to configure. */
export type Target =
  | {
      readonly kind: 'recipe';
      readonly recipe: Recipe;
      /** The diagnosis, if a URL was given. */
      readonly found?: Diagnosis;
    }
  /** The server needs no change, or no change of its configuration helps. */
  | { readonly kind: 'nothing'; readonly found: Diagnosis };

/**
 * The configuration of the given stack, else of the detected one.
 * @throws UsageError if no stack is detected, or if the policy can't be rendered.
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
  // What a proxy does to the headers is fixed in the proxy, by a fix of its own.
  if (cause?.fixedIn === 'proxy') {
    if (!cause.fix) throw new UsageError([UNKNOWN_PROXY]);
    return { kind: 'recipe', recipe: cause.fix, found };
  }
  const [detected] = found.stack;
  if (!detected) throw new UsageError([UNKNOWN]);
  return { kind: 'recipe', recipe: rendered(args, cause?.fix?.stack ?? detected.id), found };
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
  message: 'Could not detect the server’s stack.',
  hint: `Pass --stack express (or fastapi, spring, nginx, …); corsmith fix --list lists all ${stacks.length}`,
};

const UNKNOWN_PROXY: UsageProblem = {
  message: 'A proxy in front of the server changes its headers, and corsmith could not detect which proxy.',
  hint: 'Pass --stack nginx (or apache, caddy, haproxy, varnish, aws-cloudfront, …)',
};
