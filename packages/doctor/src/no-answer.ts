import type { CauseRule } from './causes/cause.js';
import type { NetworkFailureId } from './diagnosis.js';

/** The cause of that name: no answer came, so this is not about CORS. */
export const noAnswer = (id: NetworkFailureId, title: string): CauseRule => ({
  id,
  title,
  mendedIn: 'elsewhere',
  match({ judged }) {
    const failure = judged?.exchange.failure;
    if (!judged || failure?.id !== id) return undefined;
    return {
      explanation: `${failure.message} This is not about CORS: no answer came at all.`,
      certainty: 'certain',
      evidence: [{ text: failure.code, exchange: judged.index }],
    };
  },
});
