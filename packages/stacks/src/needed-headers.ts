import type { HeaderList, PageRequest } from '@corsmith/protocol';
import { type CorsHeader, exposeHeaders, originHeaders, preflightHeaders, varyNames } from './cors-headers.js';
import { neededPolicy } from './needed-policy.js';
import { type RenderedPolicy, renderedPolicy, renderingProblem } from './stack.js';

/** The header lines that let one request pass, whatever the server runs. */
export interface NeededHeaders {
  /** Of the response to OPTIONS; absent where no browser asks first. */
  readonly preflight?: HeaderList;
  readonly response: HeaderList;
}

/** The least that has to be sent for this request; undefined where no server should allow it, as for the origin `null`. */
export function neededHeaders(request: PageRequest, read: readonly string[] = []): NeededHeaders | undefined {
  const config = neededPolicy(request, read);
  if (renderingProblem(config) !== undefined) return undefined;
  const policy = renderedPolicy(config);
  const lines = (headers: readonly CorsHeader[]): HeaderList => [
    ...headers.map(({ name, value }) => [name, 'text' in value ? value.text : request.origin] as const),
    ...varyNames(policy).map((name) => ['Vary', name] as const),
  ];
  const needed = preflightHeaders(policy).filter(({ name }) => isAskedFor(name, policy));
  const isAsked = needed.length > 0 || request.uploadListener === true;
  return {
    ...(isAsked && { preflight: lines([...originHeaders(policy), ...needed]) }),
    response: lines([...originHeaders(policy), ...exposeHeaders(policy)]),
  };
}

/** GET, HEAD and POST need no permission: the header is needed only for another method. */
const isAskedFor = (name: CorsHeader['name'], { methods }: RenderedPolicy): boolean =>
  name !== 'Access-Control-Allow-Methods' || methods.length > 0;
