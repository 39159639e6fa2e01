import type { NetworkFailureId } from '../diagnosis.js';
import type { CauseRule } from './cause.js';

const TITLES: Readonly<Record<NetworkFailureId, string>> = {
  'dns-failure': 'The host’s name does not resolve',
  'connection-refused': 'Nothing listens there',
  'connection-reset': 'The connection was closed without an answer',
  timeout: 'The server did not answer in time',
  'tls-failure': 'The connection is not trusted',
  'protocol-failure': 'The answer is not HTTP',
};

/** No answer came, so this is not about CORS: one cause for each way in which a connection fails. */
export const networkFailures: readonly CauseRule[] = Object.entries(TITLES).map(([id, title]) => ({
  id,
  title,
  match({ judged }) {
    const failure = judged?.exchange.failure;
    if (!judged || failure?.id !== id) return undefined;
    return {
      explanation: `${failure.message} This is not about CORS: no answer came at all.`,
      certainty: 'certain',
      evidence: [{ text: failure.code, exchange: judged.index }],
    };
  },
}));
