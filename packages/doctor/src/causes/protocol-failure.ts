import { judgedAnswer } from '../facts/facts.js';
import { type CauseRule, noAnswer } from './cause.js';

const title = 'The answer is none that a browser can use';
const broken = noAnswer('protocol-failure', title, 'Check that the server speaks HTTP at this port.');

export const protocolFailure: CauseRule = {
  ...broken,
  fromConsole: (message) => (message.code === 'InvalidResponse' ? 'likely' : broken.fromConsole?.(message)),
  match(facts) {
    const answer = judgedAnswer(facts);
    if (!facts.judged || !answer || facts.trouble.stage !== 'network') return broken.match(facts);
    return {
      explanation: `The browser gives up on this answer (${answer.status}) before it looks at CORS: its status or its headers make no sense here.`,
      certainty: 'certain',
      evidence: [{ text: `${facts.judged.exchange.request.method} → ${answer.status}`, exchange: facts.judged.index }],
    };
  },
};
