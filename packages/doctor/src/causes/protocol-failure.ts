import { type CauseRule, noResponse } from '../cause.js';
import { judgedResponse } from '../facts/facts.js';

const broken = noResponse('protocol-failure');

export const protocolFailure: CauseRule = {
  id: 'protocol-failure',
  title: 'The response is none that a browser can use',
  fixedIn: 'elsewhere',
  stage: 'refusal',
  remedy: 'Check that the server speaks HTTP at this port.',
  prevention: 'Let the page talk to the port that speaks HTTP, and let no proxy rewrite what it does not understand.',
  fromConsole: (message) => (message.code === 'InvalidResponse' ? 'likely' : broken.fromConsole(message)),
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
