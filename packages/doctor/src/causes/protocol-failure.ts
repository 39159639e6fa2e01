import { judgedResponse } from '../facts/facts.js';
import { type CauseRule, noResponse } from './cause.js';

const title = 'The response is none that a browser can use';
const broken = noResponse('protocol-failure', title, 'Check that the server speaks HTTP at this port.');

export const protocolFailure: CauseRule = {
  ...broken,
  fromConsole: (message) => (message.code === 'InvalidResponse' ? 'likely' : broken.fromConsole?.(message)),
  match(facts) {
    const response = judgedResponse(facts);
    if (!facts.judged || !response || facts.problem.stage !== 'network') return broken.match(facts);
    return {
      explanation: `The browser gives up on this response (${response.status}) before it looks at CORS: its status or its headers make no sense here.`,
      certainty: 'certain',
      evidence: [
        { text: `${facts.judged.exchange.request.method} → ${response.status}`, exchange: facts.judged.index },
      ],
    };
  },
};
