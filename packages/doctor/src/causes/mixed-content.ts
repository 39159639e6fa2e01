import type { CauseRule } from '../cause.js';
import { onCodes } from '../explanation/console-evidence.js';
import { judgedLines } from '../facts/facts.js';

export const mixedContent: CauseRule = {
  id: 'mixed-content',
  title: 'A page on https may not call http',
  fixedIn: 'page',
  stage: 'no-response',
  remedy: 'Call the server over https.',
  prevention:
    'Serve the API over https everywhere but on localhost, and keep its URL in one setting of the page that has no default with `http:`.',
  fromConsole: onCodes('MixedContent'),
  match(facts) {
    const { problem, request, judged } = facts;
    if (problem.code !== 'MixedContent') return undefined;
    const header = judgedLines(facts, 'location')[0];
    const url = problem.parameter ?? request.url;
    return {
      explanation: `The page ${request.origin} came over https, and ${url} is http: the browser sends nothing there, and no header of the server changes that. ${
        header ? 'Redirect to https.' : 'Call it over https.'
      }`,
      certainty: 'certain',
      evidence: [
        judged && header
          ? { text: 'leads to http', exchange: judged.index, header, at: 0 }
          : { text: `${new URL(url).origin} is not https` },
      ],
    };
  },
};
