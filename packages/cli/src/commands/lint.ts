import { defineCommand } from '../define-command.js';
import { LINT_OUTPUT_NAMES } from '../lint/output-names.js';

export const lint = defineCommand({
  name: 'lint',
  summary: 'Find CORS faults in the configuration and code of a repository, without running it',
  before: ['test'],
  arguments: [
    {
      name: 'path',
      description: 'file or folder (default: this folder), or - for standard input',
      optional: true,
      repeatable: true,
    },
  ],
  options: [
    {
      flags: '--fail-on <level>',
      description: 'exit with 1 at or above this level (default: insecure)',
      choices: ['broken', 'insecure', 'fragile', 'no-effect', 'never'],
    },
    { flags: '--name <path>', description: 'file name of standard input, such as nginx.conf' },
    {
      flags: '--reporter <name[=file]>',
      description: `output format: ${LINT_OUTPUT_NAMES.join(', ')}; with =FILE, write it to a file (default: pretty)`,
      repeatable: true,
    },
    { flags: '--json', description: 'print policies and findings as JSON' },
    { flags: '--contract <file>', description: 'also report what differs from this contract or policy (cors.yaml)' },
    { flags: '--baseline <file>', description: 'report only findings that this file does not list' },
    { flags: '--update-baseline', description: 'write the current findings to the baseline file' },
    { flags: '--fix', description: 'show what can be fixed for certain as a diff, then write it if confirmed' },
    { flags: '-y, --yes', description: 'with --fix: skip the confirmation' },
    { flags: '--watch', description: 'lint again after each change, until Ctrl-C' },
    { flags: '-v, --verbose', description: 'show every finding with its request, and every policy' },
  ],
  examples: [
    'corsmith lint',
    'corsmith lint deploy/nginx.conf --fail-on fragile',
    'corsmith lint - --name nginx.conf < nginx.conf',
  ],
  run: async (invocation) => (await import('../lint/run.js')).runLint(invocation),
});
