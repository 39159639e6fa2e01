import { ALLOW_ORIGIN, isOriginMissing, isOriginTrouble, judgedLines } from '../facts/facts.js';
import { namesOneOrigin } from '../facts/named-origin.js';
import { allowOrigin } from '../repair.js';
import { allowedSibling, siblingProbes } from '../telling/sibling-origins.js';
import type { CauseRule } from './cause.js';

export const nullOrigin: CauseRule = {
  id: 'null-origin',
  title: 'The page has no origin of its own: it asks as “null”',
  mendedIn: 'page',
  asks: (facts) => (facts.request.origin === 'null' && isOriginMissing(facts) ? siblingProbes(facts) : []),
  match(facts) {
    const { request, judged } = facts;
    if (request.origin !== 'null' || !judged || !isOriginTrouble(facts)) return undefined;
    const [header, ...more] = judgedLines(facts, ALLOW_ORIGIN);
    const names = header && more.length === 0 && namesOneOrigin(header[1].trim());
    const sibling = header ? undefined : allowedSibling(facts);
    if (!names && !sibling) return undefined;
    return {
      explanation: `A page from a file, a sandboxed frame or a data: URL has the origin null, and the server allows ${
        sibling?.origin ?? header?.[1]
      }. Serve the page over http or https from that origin, or give the frame allow-same-origin. Never allow null: every page can have it.`,
      certainty: 'certain',
      evidence: [
        sibling
          ? { text: `allows ${sibling.origin}`, exchange: sibling.located.index }
          : { text: 'not null', exchange: judged.index, ...(header && { header, at: 0 }) },
      ],
    };
  },
  repair: allowOrigin,
};
