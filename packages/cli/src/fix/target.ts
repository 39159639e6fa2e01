import { type Diagnosis, diagnose } from '@corsmith/doctor';
import type { PolicyConfig } from '@corsmith/server';
import { type Recipe, render, renderingProblem, type StackId, stacks } from '@corsmith/stacks';
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
  const found = await diagnose(request, { read: policy.responseHeaders ?? [], signal });
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
  const recipe = withSeen(args, found, cause?.fix?.stack ?? detected.id);
  return { kind: 'recipe', recipe: { ...recipe, ...(cause?.change !== undefined && { change: cause.change }) }, found };
}

/** The configuration for what the server allows today and what was requested, as far as the stack can express it. */
function withSeen(args: FixArguments, { policy: seen }: Diagnosis, stack: StackId): Recipe {
  const requested = rendered(args, stack);
  const policy = seen && bothPolicies(seen, args.policy);
  if (!policy || renderingProblem(policy) !== undefined) return requested;
  const whole = rendered({ ...args, policy }, stack);
  return whole.leftOut ? requested : whole;
}

/** What either policy allows; without one of them, nothing would be lost. */
function bothPolicies(one: PolicyConfig, other: PolicyConfig): PolicyConfig | undefined {
  if (typeof one.origins === 'function' || typeof other.origins === 'function') return undefined;
  const union = (a: readonly string[] = [], b: readonly string[] = []) => {
    const known = new Set(a.map((name) => name.toLowerCase()));
    return [...a, ...b.filter((name) => !known.has(name.toLowerCase()))];
  };
  const credentials = one.credentials === true || other.credentials === true;
  const listed = ({ origins }: PolicyConfig) => (typeof origins === 'object' ? origins : []);
  const isOpen = (one.origins === '*' || other.origins === '*') && !credentials;
  const maxAge = other.maxAge ?? one.maxAge;
  const [names, more] = [one.requestHeaders, other.requestHeaders];
  return {
    ...(isOpen
      ? { origins: '*' }
      : { origins: union(listed(one), listed(other)), ...(credentials && { credentials }) }),
    methods: union(one.methods, other.methods),
    requestHeaders: names === '*' || more === '*' ? '*' : union(names, more),
    responseHeaders: union(one.responseHeaders, other.responseHeaders),
    ...(maxAge !== undefined && { maxAge }),
  };
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
