import { type Answer, answerAsync, type CorsRequest } from './answer.js';
import { publish } from './events.js';
import type { Policy } from './policy.js';

/** A request as an adapter shows it to a function that chooses its policy. */
export interface RoutedRequest extends CorsRequest {
  /** As the server got it: a path with its query, or a whole URL. */
  readonly url: string;
}

/**
 * One policy, or a function that chooses one for each request: by route, or the newest of a policy that changes while the
 * server runs. Undefined leaves the request alone. It has to choose alike for a preflight and for the request that follows.
 */
export type PolicySource = Policy | ((request: RoutedRequest) => Policy | undefined);

/** What every adapter does first. A promise only where the policy's origins function returns one. */
export function answerFrom(source: PolicySource, request: RoutedRequest): Answer | Promise<Answer> | undefined {
  const policy = typeof source === 'function' ? source(request) : source;
  if (!policy) return undefined;
  const answer = answerAsync(policy, request);
  if (answer instanceof Promise) return answer.then((later) => told(later, request));
  return told(answer, request);
}

function told(answer: Answer, request: CorsRequest): Answer {
  publish(answer, request);
  return answer;
}
