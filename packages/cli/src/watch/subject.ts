import { longestShown } from '@corsmith/evidence';
import type { Subject } from '@corsmith/monitor/watch';
import { shellWord } from '../terminal/shell.js';

/** The contract, as alerts name it. */
export const subjectOf = (contract: string, environment: string | undefined): Subject => ({
  contract,
  ...(environment !== undefined && { environment }),
  command: (text) =>
    [
      'corsmith',
      'test',
      ...(contract === 'cors.yaml' ? [] : [contract]),
      ...(environment === undefined ? [] : ['--env', environment]),
      '--filter',
      longestShown(text),
    ]
      .map(shellWord)
      .join(' '),
});
