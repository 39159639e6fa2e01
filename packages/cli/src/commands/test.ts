import { defineCommand } from '../define-command.js';
import { ENGINE_ALIASES } from '../engine-aliases.js';
import { OUTPUT_NAMES } from '../test/output-names.js';

export const test = defineCommand({
  name: 'test',
  summary: 'Test servers against cors.yaml: which origins are allowed and which are denied',
  arguments: [
    { name: 'contract', description: 'contract file (default: cors.yaml), or - for standard input', optional: true },
  ],
  options: [
    { flags: '--env <name>', description: 'environment of the contract, which sets its variables' },
    {
      flags: '--filter <text>',
      description: 'run only expectations whose title contains this text; repeat for more',
      repeatable: true,
    },
    {
      flags: '--engine <name>',
      description: 'browser engine (default: chromium, firefox and webkit)',
      choices: ['chromium', 'firefox', 'webkit', 'standard'],
      aliases: ENGINE_ALIASES,
      repeatable: true,
    },
    {
      flags: '--reporter <name>',
      description: `${OUTPUT_NAMES.join(', ')}; NAME=FILE writes a file (default: pretty)`,
      repeatable: true,
    },
    { flags: '--retries <n>', description: 'retries of a failed expectation (default: 0)' },
    { flags: '--concurrency <n>', description: 'concurrent requests in total (default: 32)' },
    { flags: '--per-host <n>', description: 'concurrent requests per host (default: 6, like a browser)' },
    { flags: '--strict', description: 'count expectations that could not be verified as broken' },
    { flags: '--diagnose <n>', description: 'failures to diagnose, one per kind (default: 5)' },
    { flags: '--stack <id>', description: 'server stack for the fix (default: auto-detected)' },
    { flags: '--timeout <seconds>', description: 'response timeout (default: 10)' },
    { flags: '--list', description: 'print what would be tested without sending anything' },
    { flags: '-v, --verbose', description: 'show every expectation, not only broken ones' },
    { flags: '--show-secrets', description: "don't mask tokens, cookies and passwords" },
  ],
  examples: [
    'corsmith test',
    'corsmith test --env staging --retries 2',
    'corsmith test --reporter pretty --reporter junit=report.xml',
    "corsmith test --filter 'PUT users' --engine firefox",
  ],
  run: async (invocation) => (await import('../test/run.js')).runTest(invocation),
});
