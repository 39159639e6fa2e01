import { lines } from '../facts/wire.js';
import { readAnswer } from '../telling/experiments.js';
import type { WarningRule } from './warning.js';

export const varyStar: WarningRule = {
  id: 'vary-star',
  title: 'Vary: * keeps every cache from using the answer',
  match(seen) {
    const answer = readAnswer(seen);
    const header = lines(answer?.response, 'vary').find(([, value]) => /(?:^|[\s,])\*(?:[\s,]|$)/.test(value));
    if (!answer || !header) return undefined;
    return {
      explanation:
        'No cache may answer from this copy, so every request goes to the server. Name what the answer depends on, such as Vary: Origin.',
      evidence: [{ text: 'everything', exchange: answer.index, header, at: header[1].indexOf('*') }],
    };
  },
};
