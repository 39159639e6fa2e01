import { defineCommand } from '../define-command.js';

export const diff = defineCommand({
  name: 'diff',
  summary: 'Find the requests whose outcome differs between two configurations, servers or contracts',
  before: ['test'],
  arguments: [
    { name: 'old', description: 'URL, file, folder or contract (cors.yaml)' },
    { name: 'new', description: 'the same, after the change' },
  ],
  options: [
    {
      flags: '--origin <origin>',
      description: 'also request from this origin, besides those that either side names',
      repeatable: true,
    },
    { flags: '--allow <kind>', description: 'exit with 0 if only this kind differs', choices: ['narrowed', 'widened'] },
    { flags: '--timeout <seconds>', description: 'response timeout of a URL (default: 10)' },
    { flags: '--json', description: 'print the differences as JSON' },
    { flags: '-v, --verbose', description: 'show every difference' },
  ],
  examples: [
    'corsmith diff nginx.conf.orig nginx.conf',
    'corsmith diff cors.yaml https://api.example.com/users',
    'corsmith diff ../main . --allow narrowed',
  ],
  run: async (invocation) => (await import('../diff/run.js')).runDiff(invocation),
});
