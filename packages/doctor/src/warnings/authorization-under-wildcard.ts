import { preflightOf } from '../facts/seen.js';
import { lines } from '../facts/wire.js';
import type { WarningRule } from '../warning.js';

/** The standard requires its name; no engine does yet. https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name */
export const authorizationUnderWildcard: WarningRule = {
  id: 'authorization-under-wildcard',
  title: 'Authorization is allowed by * alone, which the standard forbids',
  before: ['no-max-age'],
  fixSentence: 'List Authorization in Access-Control-Allow-Headers in addition to *.',
  match(seen) {
    const block = seen.outcomes.find(({ engine }) => engine === 'standard')?.block;
    const preflight = preflightOf(seen);
    const header = lines(preflight?.exchange.response, 'access-control-allow-headers').find(([, value]) =>
      value.includes('*'),
    );
    if (!preflight || !header || block?.code !== 'HeaderDisallowedByPreflightResponse') return undefined;
    if (block.parameter !== 'authorization') return undefined;
    return {
      explanation:
        'The standard blocks this; Chrome, Firefox and Safari still allow it, and Firefox already announces the end of that. List it: Access-Control-Allow-Headers: *, Authorization.',
      evidence: [
        { text: 'does not cover Authorization', exchange: preflight.index, header, at: header[1].indexOf('*') },
      ],
    };
  },
};
