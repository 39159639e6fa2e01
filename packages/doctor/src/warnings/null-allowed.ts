import { ALLOW_ORIGIN } from '../facts/facts.js';
import { lines } from '../facts/wire.js';
import { allowedOrigin, askedFrom, letIn, readAnswer } from '../telling/experiments.js';
import type { WarningRule } from './warning.js';

export const nullAllowed: WarningRule = {
  id: 'null-allowed',
  title: 'The server allows the origin null, which every page can have',
  asks: (seen) => askedFrom(seen, 'null'),
  match(seen) {
    const own = readAnswer(seen);
    const answer = own && allowedOrigin(own.response) === 'null' ? own : letIn(seen, 'null');
    if (!answer) return undefined;
    const header = lines(answer.response, ALLOW_ORIGIN)[0];
    return {
      explanation:
        'Any website asks with Origin: null through a sandboxed frame, so this lets all of them in. Take null out of the list, and serve local files over http.',
      evidence: [{ text: 'anyone', exchange: answer.index, ...(header && { header, at: 0 }) }],
    };
  },
};
