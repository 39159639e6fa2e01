import { type CauseRule, noResponse } from '../cause.js';
import { judgedResponse } from '../facts/facts.js';

const broken = noResponse('protocol-failure');

export const protocolFailure: CauseRule = {
  id: 'protocol-failure',
  title: 'The response is malformed',
  fixedIn: 'elsewhere',
  stage: 'denial',
  fixSentence: 'Check that the server speaks HTTP at this port.',
  prevention: 'Connect the page to the port that speaks HTTP, and don’t rewrite responses in a proxy.',
  fromConsole: (message) =>
    message.code === 'InvalidResponse' || (message.code === 'PreflightInvalidStatus' && (message.status ?? 200) < 200)
      ? 'likely'
      : broken.fromConsole(message),
  match(facts) {
    const response = judgedResponse(facts);
    if (!facts.judged || !response || facts.problem.stage !== 'network') return broken.match(facts);
    return {
      explanation: `The browser rejects this response (${response.status}) before it checks CORS: its status or its headers are not valid here.`,
      certainty: 'certain',
      evidence: [
        { text: `${facts.judged.exchange.request.method} → ${response.status}`, exchange: facts.judged.index },
      ],
    };
  },
};
