import type { Evidence, ProbedResponse } from '../diagnosis.js';
import type { Facts } from '../facts.js';

/** One way in which a request comes to be blocked: what shows it, and what it would be without it. */
export interface CauseRule {
  /** Fixed: other tools rely on it. */
  readonly id: string;
  readonly title: string;
  /** Whether it is this, on the evidence of `facts`. */
  match(facts: Facts): Match | undefined;
  /**
   * The answer as it would be with this cause mended and nothing else, to see what the browser would meet next. Absent
   * where the server's headers can't mend it.
   */
  repair?(response: ProbedResponse, kind: 'preflight' | 'actual', facts: Facts): ProbedResponse;
}

export interface Match {
  /** In plain words: what the server does, and what the browser makes of it. */
  readonly explanation: string;
  readonly certainty: 'certain' | 'likely';
  readonly evidence: readonly Evidence[];
}

/** The header set to that value in an answer, in place of all its lines. */
export function withHeader(response: ProbedResponse, name: string, value: string): ProbedResponse {
  const others = response.headers.filter(([n]) => n.toLowerCase() !== name);
  return { ...response, headers: [...others, [name, value]] };
}
