import { isToken, type ProbedExchange } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import type { CodePlace } from './code-place.js';
import type { Limits } from './limits.js';
import type { Recipe } from './recipe.js';
import type { StackId } from './stack-ids.js';

/** A server, framework, proxy or platform: how to detect it, and how to configure CORS there. */
export interface Stack {
  /** Fixed: other tools rely on it. */
  readonly id: StackId;
  readonly title: string;
  /** A server or framework, a proxy in front of an app, or a hosted platform: a store, a gateway, an edge. */
  readonly role: 'application' | 'proxy' | 'platform';
  /** Whether a platform can be a proxy in front of the app, as every proxy can. */
  readonly canProxy?: true;
  /** Stacks of the same role that show this one's marks too, or are less near to the app. */
  readonly before?: readonly StackId[];
  /** `detect` finds it in each of its responses, those to preflights and errors included, also behind a proxy. */
  readonly marksEveryResponse?: true;
  /** Not finished: nothing lists it. */
  readonly draft?: true;
  /** Where a program can insert the recipe's code; absent if it can't be inserted automatically. */
  readonly place?: CodePlace;
  /** What it can't express; absent if it has no limits. */
  readonly limits?: Limits;
  /** Request headers that it allows whatever the policy names; absent if there are none. */
  readonly alwaysAllows?: readonly string[];
  /** The evidence for this stack in a response; empty if there is none. */
  detect(exchange: ProbedExchange): readonly string[];
  /** Whether a preflight response is the platform's own, so that the app's configuration has no effect. */
  setsCors?(preflight: ProbedExchange): boolean;
  /** The smallest correct configuration for a policy within its limits. */
  render(policy: RenderedPolicy): Omit<Recipe, 'stack' | 'title' | 'leftOut' | 'form'>;
}

/** A policy with its defaults filled in; a function can't be rendered. */
export interface RenderedPolicy {
  readonly origins: '*' | readonly string[];
  readonly credentials: boolean;
  readonly methods: readonly string[];
  readonly requestHeaders: '*' | readonly string[];
  readonly responseHeaders: readonly string[];
  readonly maxAge?: number;
}

/** @throws RangeError if the origins are a function, or a text is not valid in a configuration. */
export function renderedPolicy(config: PolicyConfig): RenderedPolicy {
  const problem = renderingProblem(config);
  if (problem !== undefined || typeof config.origins === 'function') throw new RangeError(problem);
  const { origins, credentials, methods, requestHeaders, responseHeaders, maxAge } = config;
  return {
    origins,
    credentials: credentials ?? false,
    methods: methods ?? [],
    requestHeaders: requestHeaders ?? [],
    responseHeaders: responseHeaders ?? [],
    ...(maxAge !== undefined && { maxAge }),
  };
}

/** Scheme, host and port as browsers write them, with the wildcards of a policy; no quote, brace, `$` or line break. */
const WRITABLE_ORIGIN =
  /^[a-z][a-z0-9+.-]*:\/\/(?:(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:]+\])(?::(?:\d{1,5}|\*))?$/;

/** Why a policy can't be rendered: it is unsafe, or a text could break out of its place in the configuration. */
export function renderingProblem(policy: PolicyConfig): string | undefined {
  const { origins, credentials, methods = [], requestHeaders = [], responseHeaders = [], maxAge } = policy;
  if (typeof origins === 'function') return 'A policy whose origins are a function cannot be rendered.';
  if (origins === '*' && credentials) return 'Browsers reject * with credentials: list the origins.';
  const origin = origins === '*' ? undefined : origins.find((one) => !WRITABLE_ORIGIN.test(one));
  if (origin !== undefined) return `${JSON.stringify(origin)} is not an origin that a server should allow.`;
  const names = [...methods, ...(requestHeaders === '*' ? [] : requestHeaders), ...responseHeaders];
  const name = names.find((one) => !isToken(one) || one === '*');
  if (name !== undefined) return `${JSON.stringify(name)} is not a valid method or header name.`;
  if (maxAge !== undefined && !(Number.isSafeInteger(maxAge) && maxAge >= 0))
    return 'maxAge must be a whole number of seconds.';
  return undefined;
}

/** `name: value` of headers that match a pattern. */
export function headerMark({ response }: ProbedExchange, name: string, pattern: RegExp): readonly string[] {
  return (response?.headers ?? [])
    .filter(([n, value]) => n.toLowerCase() === name && pattern.test(value))
    .map(([n, value]) => `${n}: ${value}`);
}

/** The matching start of a body. */
export function bodyMark({ response }: ProbedExchange, pattern: RegExp): readonly string[] {
  const match = pattern.exec(response?.bodyStart ?? '');
  return match ? [`body “${match[0].slice(0, 60)}”`] : [];
}

/** The request's host, if it matches a pattern. */
export function hostMark({ request, response }: ProbedExchange, pattern: RegExp): readonly string[] {
  const { hostname } = new URL(request.url);
  return response && pattern.test(hostname) ? [`host ${hostname}`] : [];
}
