import { type Result, serverName } from '@corsmith/contract';
import { MOST_DRIFT } from './report.js';

/** Where a server behind the front does otherwise than the front, for one and the same request. */
export function driftOf(all: readonly Result[]): readonly string[] {
  // Of what was not sent to one of them nothing can differ.
  const results = all.filter(({ verdict }) => verdict.kind !== 'not-verified');
  const front = new Map(
    results
      .filter(({ expectation }) => !expectation.server)
      .map((result) => [requestKey(result), sayingOf(result)] as const),
  );
  const sentences = results.flatMap((result): string[] => {
    const { server, title } = result.expectation;
    const before = front.get(requestKey(result));
    const behind = sayingOf(result);
    return server && before !== undefined && before !== behind
      ? [`${title}: ${behind} at ${serverName(server)}, ${before} at the front`]
      : [];
  });
  return sentences.length > MOST_DRIFT
    ? [...sentences.slice(0, MOST_DRIFT - 1), `and ${sentences.length - MOST_DRIFT + 1} more`]
    : sentences;
}

const requestKey = ({ expectation: { request } }: Result): string => JSON.stringify(request);

function sayingOf({ verdict }: Result): string {
  switch (verdict.kind) {
    case 'holds':
    case 'not-verified':
      return 'as it should be';
    case 'unreachable':
      return `no answer (${verdict.failure.code})`;
    case 'broken':
      return [verdict.reason, verdict.code].filter((part) => part !== undefined).join(' ');
  }
}
