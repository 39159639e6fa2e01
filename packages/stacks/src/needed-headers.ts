import type { HeaderList, PageRequest } from '@corsmith/protocol';
import type { PolicyConfig } from '@corsmith/server';
import { type CorsHeader, exposeHeaders, originHeaders, preflightHeaders, varyNames } from './cors-headers.js';
import { neededPolicy } from './needed-policy.js';
import { type RenderedPolicy, renderedPolicy, renderingProblem } from './stack.js';

/** The header lines that allow one request, for any server. */
export interface NeededHeaders {
  /** Of the response to OPTIONS; absent if no browser sends a preflight. */
  readonly preflight?: HeaderList;
  readonly response: HeaderList;
}

/** The headers for this request, by default the minimal ones; undefined if no server should allow it, such as for the origin `null`. */
export function neededHeaders(
  request: PageRequest,
  read: readonly string[] = [],
  config: PolicyConfig = neededPolicy(request, read),
): NeededHeaders | undefined {
  if (renderingProblem(config) !== undefined) return undefined;
  const policy = renderedPolicy(config);
  const lines = (headers: readonly CorsHeader[]): HeaderList => [
    ...headers.map(({ name, value }) => [name, 'text' in value ? value.text : request.origin] as const),
    ...varyNames(policy).map((name) => ['Vary', name] as const),
  ];
  const needed = preflightHeaders(policy).filter(({ name }) => isNeeded(name, policy));
  const hasPreflight = needed.length > 0 || request.uploadListener === true;
  return {
    ...(hasPreflight && { preflight: lines([...originHeaders(policy), ...needed]) }),
    response: lines([...originHeaders(policy), ...exposeHeaders(policy)]),
  };
}

/** GET, HEAD and POST are always allowed: the header is needed only for other methods. */
const isNeeded = (name: CorsHeader['name'], { methods }: RenderedPolicy): boolean =>
  name !== 'Access-Control-Allow-Methods' || methods.length > 0;
