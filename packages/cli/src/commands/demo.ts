import { defineCommand } from '../define-command.js';
import { scenarios } from '../demo/scenarios.js';

export const demo = defineCommand({
  name: 'demo',
  summary: 'Break an API in six ways, find each cause, apply the fix and prove it',
  before: ['completion'],
  arguments: [],
  options: [
    { flags: '--cause <id>', description: 'run only this cause', choices: scenarios.flatMap(({ causes }) => causes) },
    { flags: '--fast', description: "don't pause between screens" },
    { flags: '--json', description: 'print the full result as JSON' },
  ],
  examples: ['corsmith demo', 'corsmith demo --cause stripped-by-proxy'],
  run: async (invocation) => (await import('../demo/run.js')).runDemo(invocation),
});
