import type { Subject } from '@corsmith/monitor/watch';
import { MASK } from '../secrets.js';
import { shellWord } from '../terminal/shell.js';

/** What is watched, as alerts name it. */
export const subjectOf = (contract: string, environment: string | undefined): Subject => ({
  contract,
  ...(environment !== undefined && { environment }),
  command: (text) =>
    [
      'corsmith',
      'test',
      ...(contract === 'cors.yaml' ? [] : [contract]),
      ...(environment === undefined ? [] : ['--env', environment]),
      // What is masked is in no title.
      ...(text.includes(MASK) ? [] : ['--filter', text]),
    ]
      .map(shellWord)
      .join(' '),
});
