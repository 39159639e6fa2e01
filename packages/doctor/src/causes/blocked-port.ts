import type { CauseRule } from '../cause.js';
import { onCodes } from '../explanation/console-evidence.js';
import { judgedLines } from '../facts/facts.js';

/** https://fetch.spec.whatwg.org/#port-blocking */
export const blockedPort: CauseRule = {
  id: 'blocked-port',
  title: 'Browsers block this port',
  fixedIn: 'elsewhere',
  stage: 'no-response',
  before: ['dns-failure'],
  fixSentence: 'Let the server listen on a port that browsers do not block, such as 8080.',
  prevention:
    'Use ports from 3000 up for development, except those on the list of blocked ports in the Fetch standard.',
  fromConsole: onCodes('BlockedPort'),
  match(facts) {
    const { problem, judged } = facts;
    if (problem.code !== 'BlockedPort') return undefined;
    const port = problem.parameter ?? '';
    const header = judgedLines(facts, 'location')[0];
    return {
      explanation: `Port ${port} belongs to another protocol, so browsers send no HTTP request there. No response header changes that. Let the server listen on another port, such as 8080${
        header ? ', and redirect there' : ''
      }.`,
      certainty: 'certain',
      evidence: [
        judged && header
          ? { text: `redirects to port ${port}`, exchange: judged.index, header, at: 0 }
          : { text: `port ${port} is on the list of blocked ports` },
      ],
    };
  },
};
