import type { CauseRule } from '../cause.js';
import { onCodes } from '../explanation/console-evidence.js';
import { judgedLines } from '../facts/facts.js';
import { withHeader } from '../fixed-response.js';

const HEADER = 'cross-origin-resource-policy';

/** https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header */
export const crossOriginResourcePolicy: CauseRule = {
  id: 'cross-origin-resource-policy',
  title: 'Cross-Origin-Resource-Policy blocks the response',
  fixedIn: 'headers',
  stage: 'without-cors',
  fixSentence:
    'Set Cross-Origin-Resource-Policy: cross-origin on the response, or load it with CORS. A page with Cross-Origin-Embedder-Policy also blocks responses without it.',
  prevention:
    'Decide for each public file who may embed it, and send `Cross-Origin-Resource-Policy: cross-origin` with those that everyone may.',
  fromConsole: onCodes('CrossOriginResourcePolicy'),
  match(facts) {
    const { problem, judged, request } = facts;
    if (problem.code !== 'CrossOriginResourcePolicy') return undefined;
    const header = judgedLines(facts, HEADER)[0];
    const reason = header
      ? `Without CORS (mode no-cors), Cross-Origin-Resource-Policy decides, and “${header[1]}” does not allow pages of ${request.origin}.`
      : 'The page has Cross-Origin-Embedder-Policy: require-corp: without CORS it loads only responses whose Cross-Origin-Resource-Policy allows it.';
    return {
      explanation: `${reason} Set Cross-Origin-Resource-Policy: cross-origin on this response (in Express, helmet sets same-origin: use crossOriginResourcePolicy: { policy: 'cross-origin' }), or load it with CORS (the crossorigin attribute, mode: 'cors').`,
      certainty: 'certain',
      evidence: [
        {
          text: header ? 'does not allow this page' : 'Cross-Origin-Resource-Policy is missing',
          ...(judged && { exchange: judged.index }),
          ...(header && { header, at: 0 }),
        },
      ],
    };
  },
  fixed: (response) => withHeader(response, HEADER, 'cross-origin'),
};
