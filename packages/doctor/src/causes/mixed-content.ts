import type { CauseRule } from '../cause.js';
import { onCodes } from '../explanation/console-evidence.js';
import { judgedLines } from '../facts/facts.js';

export const mixedContent: CauseRule = {
  id: 'mixed-content',
  title: 'Mixed content: an https page requests an http URL',
  fixedIn: 'page',
  stage: 'no-response',
  fixSentence: 'Call the server over https.',
  prevention:
    'Serve the API over https everywhere except on localhost. Keep its URL in one setting of the page, without an `http:` default.',
  fromConsole: onCodes('MixedContent'),
  match(facts) {
    const { problem, request, judged } = facts;
    if (problem.code !== 'MixedContent') return undefined;
    const header = judgedLines(facts, 'location')[0];
    const url = problem.parameter ?? request.url;
    return {
      explanation: `The page ${request.origin} is on https and ${url} is http, so the browser sends no request. No response header changes that. ${
        header ? 'Redirect to https.' : 'Call it over https.'
      }`,
      certainty: 'certain',
      evidence: [
        judged && header
          ? { text: 'redirects to http', exchange: judged.index, header, at: 0 }
          : { text: `${new URL(url).origin} is not https` },
      ],
    };
  },
};
