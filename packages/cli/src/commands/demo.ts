import type { Command } from '../command.js';
import { scenarios } from '../demo/scenarios.js';

export const demo: Command = {
  name: 'demo',
  summary: 'Break an API in six ways, find each cause, apply the fix, see it pass',
  arguments: [],
  options: [
    { flags: '--cause <id>', description: 'this one only', choices: scenarios.flatMap(({ causes }) => causes) },
    { flags: '--fast', description: 'without pauses, as where nobody looks on' },
    { flags: '--json', description: 'print everything that was found, as JSON' },
  ],
  examples: ['corsmith demo', 'corsmith demo --cause stripped-by-proxy'],
  run: async (invocation) => (await import('../demo/run.js')).runDemo(invocation),
};
