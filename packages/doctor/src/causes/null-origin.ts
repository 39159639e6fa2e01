import type { CauseRule } from '../cause.js';
import { isPreflightRefused, isResponseSilent } from '../explanation/console-evidence.js';
import { allowedSibling, siblingProbes } from '../extra-probes/sibling-origins.js';
import { ALLOW_ORIGIN, isOriginMissing, isOriginProblem, judgedLines } from '../facts/facts.js';
import { namesOneOrigin } from '../facts/named-origin.js';
import { allowOrigin } from '../fixed-response.js';

export const nullOrigin: CauseRule = {
  id: 'null-origin',
  title: 'The page’s origin is null (a file, a sandboxed frame or a data: URL)',
  fixedIn: 'page',
  stage: 'origin',
  fixSentence:
    'Serve the page over http from a host, or remove the sandbox of its frame: then it has an origin to allow.',
  prevention:
    'Serve the page from a server, also in development. Never allow `null`: a sandboxed frame of any site has that origin.',
  fromConsole(message) {
    const isMismatch = message.code === 'AllowOriginMismatch';
    if (!isMismatch && !isPreflightRefused(message) && !isResponseSilent(message)) return undefined;
    if (message.origin === 'null') return 'likely';
    // Firefox does not print the page's origin.
    return isMismatch && message.origin === undefined ? 'possible' : undefined;
  },
  probes: (facts) => (facts.request.origin === 'null' && isOriginMissing(facts) ? siblingProbes(facts) : []),
  match(facts) {
    const { request, judged } = facts;
    if (request.origin !== 'null' || !judged || !isOriginProblem(facts)) return undefined;
    const [header, ...more] = judgedLines(facts, ALLOW_ORIGIN);
    const names = header && more.length === 0 && namesOneOrigin(header[1].trim());
    const sibling = header ? undefined : allowedSibling(facts);
    if (!names && !sibling) return undefined;
    return {
      explanation: `A page from a file, a sandboxed frame or a data: URL has the origin null, and the server allows ${
        sibling?.origin ?? header?.[1]
      }. Serve the page over http or https from that origin, or give the frame allow-same-origin. Never allow null: any website can send it.`,
      certainty: 'certain',
      evidence: [
        sibling
          ? { text: `allows ${sibling.origin}`, exchange: sibling.located.index }
          : { text: 'not null', exchange: judged.index, ...(header && { header, at: 0 }) },
      ],
    };
  },
  fixed: allowOrigin,
};
