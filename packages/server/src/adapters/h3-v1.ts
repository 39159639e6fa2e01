import { endPreflight, hold, isOver, type NodeResponse, settle } from '../node-head.js';
import { deciderOf, type PolicySource } from '../policy-source.js';
import type { PolicyResponse } from '../respond.js';
import { decideOn, type NodeRequest } from './node.js';

interface H3Event {
  readonly node: { readonly req: NodeRequest; readonly res: NodeResponse };
}

/**
 * An event handler for h3 1: `app.use(cors(policy))`, first. In Nitro 2 and Nuxt a middleware:
 * `export default cors(policy)` in `server/middleware/0.cors.ts`. What is thrown after it carries the headers, too.
 */
export function cors(source: PolicySource) {
  const decide = deciderOf(source);
  const handler = ({ node: { req, res } }: H3Event): Promise<void> | undefined => {
    const goOn = (answer: PolicyResponse | undefined): void => {
      if (!answer || isOver(res)) return;
      if (answer.kind === 'preflight') endPreflight(res, answer);
      else if (isMadeUp(res)) settle(res, answer);
      else hold(res, answer);
    };
    const answer = decideOn(decide, req, res);
    if (answer instanceof Promise) return answer.then(goOn);
    goOn(answer);
    return undefined;
  };
  return Object.assign(handler, { __is_handler__: true as const });
}

/** Where there is no node:http (`toWebHandler`, edge presets), h3 makes up a response, and reads its headers at the end. */
const isMadeUp = (response: NodeResponse): boolean => '__unenv__' in response;
