import { type Result, serverName } from '@corsmith/contract';
import { MAX_DRIFT } from './report.js';

/** A sentence for each request that a server behind the proxy handles differently from the endpoint's URL. */
export function driftOf(all: readonly Result[]): readonly string[] {
  // A request that was not sent to both can't differ.
  const results = all.filter(({ verdict }) => verdict.kind !== 'not-verified');
  const front = new Map(
    results
      .filter(({ expectation }) => !expectation.server)
      .map((result) => [requestKey(result), outcomeOf(result)] as const),
  );
  const sentences = results.flatMap((result): string[] => {
    const { server, title } = result.expectation;
    const before = front.get(requestKey(result));
    const behind = outcomeOf(result);
    return server && before !== undefined && before !== behind
      ? [`${title}: ${behind} at ${serverName(server)}, ${before} at the endpoint's URL`]
      : [];
  });
  return sentences.length > MAX_DRIFT
    ? [...sentences.slice(0, MAX_DRIFT - 1), `and ${sentences.length - MAX_DRIFT + 1} more`]
    : sentences;
}

const requestKey = ({ expectation: { request } }: Result): string => JSON.stringify(request);

function outcomeOf({ verdict }: Result): string {
  switch (verdict.kind) {
    case 'holds':
    case 'not-verified':
      return 'as expected';
    case 'unreachable':
      return `no response (${verdict.failure.code})`;
    case 'broken':
      return [verdict.reason, verdict.code].filter((part) => part !== undefined).join(' ');
  }
}
