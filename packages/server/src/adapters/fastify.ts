import { hold, isOver, type NodeResponse } from '../node-head.js';
import { decideOn, type NodeRequest } from '../node-request.js';
import type { PolicyResponse } from '../policy-response.js';
import { deciderOf, type PolicySource, pathOf } from '../policy-source.js';

interface RawRequest {
  readonly raw: NodeRequest;
}

interface Request extends RawRequest {
  readonly is404: boolean;
}

interface ErrorReply {
  readonly raw: NodeResponse;
  /** Its parameters depend on the schema of a route, but there is no route here. */
  send(...payload: never[]): unknown;
}

interface Reply {
  readonly raw: NodeResponse;
  code(status: number): { send(): unknown };
}

type Hook = (request: Request, reply: Reply, done: (error?: Error) => void) => void;

interface Instance {
  readonly prefix: string;
  addHook(name: 'onRequest', hook: Hook): unknown;
}

/**
 * A plugin for Fastify 5: `app.register(cors(policy))`. It belongs to the scope that registers it: at the root it covers
 * every route and every 404, within a prefix that prefix. Responses that Fastify sends before any hook runs (a malformed URL, a
 * server that is closing) have no CORS headers.
 */
export function cors(source: PolicySource): (instance: Instance, options: object, done: () => void) => void {
  const decide = deciderOf(source);
  const hook: Hook = ({ raw }, reply, next) => {
    const goOn = (policyResponse: PolicyResponse | undefined): void => {
      if (policyResponse) hold(reply.raw, policyResponse);
      if (policyResponse?.kind === 'preflight') reply.code(204).send();
      else next();
    };
    const policyResponse = decideOn(decide, raw, reply.raw);
    if (policyResponse instanceof Promise) policyResponse.then((later) => isOver(reply.raw) || goOn(later)).catch(next);
    else goOn(policyResponse);
  };
  const plugin = (instance: Instance, _options: object, done: () => void): void => {
    instance.addHook('onRequest', hook);
    if (instance.prefix !== '') coverUnmatched(instance, hook);
    done();
  };
  // Without a scope of its own. https://fastify.dev/docs/latest/Reference/Plugins/#handle-the-scope
  return Object.assign(plugin, {
    [Symbol.for('skip-override')]: true,
    [Symbol.for('fastify.display-name')]: 'corsmith',
  });
}

/**
 * For Fastify's option of that name, `fastify({ frameworkErrors: frameworkErrors(policy) })`: its own response to a malformed
 * URL and to a parameter that is too long, which no hook sees, with the headers.
 */
export function frameworkErrors(source: PolicySource): (error: Error, request: RawRequest, reply: ErrorReply) => void {
  const decide = deciderOf(source);
  return (error, { raw }, reply) => {
    const goOn = (policyResponse: PolicyResponse | undefined): void => {
      if (policyResponse) hold(reply.raw, policyResponse);
      (reply.send as (payload: Error) => unknown).call(reply, error);
    };
    const policyResponse = decideOn(decide, raw, reply.raw);
    if (policyResponse instanceof Promise) void policyResponse.then((later) => isOver(reply.raw) || goOn(later));
    else goOn(policyResponse);
  };
}

/**
 * A path below the prefix that no route matches, a preflight's most of all, runs the hooks of a scope around this one: the
 * nearest with a 404 handler.
 */
function coverUnmatched(instance: Instance, hook: Hook): void {
  const isBelow = below(instance.prefix);
  const unmatched: Hook = (request, reply, next) =>
    request.is404 && isBelow(pathOf(request.raw.url ?? '')) ? hook(request, reply, next) : next();
  for (let scope: Instance = Object.getPrototypeOf(instance); scope?.addHook; scope = Object.getPrototypeOf(scope))
    scope.addHook('onRequest', unmatched);
}

/** Whether a path lies below a prefix, in which a segment may be a parameter: `/api/:version`. */
function below(prefix: string): (path: string) => boolean {
  const segments = prefix.replace(/\/$/, '').split('/');
  return (path) => {
    const parts = path.split('/');
    return segments.every((segment, index) => parts[index] === segment || (segment.includes(':') && parts[index]));
  };
}
