import type { Answer } from '../answer.js';
import type { PolicySource } from '../policy-source.js';
import { answerTo, hold, type NodeRequest, type NodeResponse } from './node.js';

interface Reply {
  readonly raw: NodeResponse;
  code(status: number): { send(): unknown };
  callNotFound(): unknown;
}

type Hook = (request: { readonly raw: NodeRequest }, reply: Reply, done: () => void) => void;

interface Instance {
  readonly prefix: string;
  addHook(name: 'onRequest', hook: Hook): unknown;
  options(path: string, handler: (request: unknown, reply: Reply) => void): unknown;
}

/**
 * A plugin for Fastify 5: `app.register(cors(policy))`. It belongs to the scope that registers it: at the root it covers
 * every route and every 404, within a prefix that prefix. What Fastify answers before any hook runs (a malformed URL, a
 * server that is closing) stays without CORS headers.
 */
export function cors(source: PolicySource): (instance: Instance, options: object, done: () => void) => void {
  const plugin = (instance: Instance, _options: object, done: () => void): void => {
    instance.addHook('onRequest', (request, reply, next) => {
      const goOn = (answer: Answer | undefined): void => {
        if (answer) hold(reply.raw, answer);
        if (answer?.kind === 'preflight') reply.code(204).send();
        else next();
      };
      const answer = answerTo(source, request.raw);
      if (answer instanceof Promise) void answer.then(goOn);
      else goOn(answer);
    });
    // At the root, hooks run for a path that no route matches; within a prefix only this route makes them.
    if (instance.prefix !== '') instance.options('*', (_request, reply) => void reply.callNotFound());
    done();
  };
  // Without a scope of its own. https://fastify.dev/docs/latest/Reference/Plugins/#handle-the-scope
  return Object.assign(plugin, {
    [Symbol.for('skip-override')]: true,
    [Symbol.for('fastify.display-name')]: 'corsmith',
  });
}
