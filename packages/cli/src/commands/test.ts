import type { Command } from '../command.js';
import { ENGINE_ALIASES } from '../engine-aliases.js';
import { REPORTER_NAMES } from '../test/reporters/names.js';

export const test: Command = {
  name: 'test',
  summary: 'Hold servers to the contract in cors.yaml: who gets in, and who must not',
  arguments: [
    { name: 'contract', description: 'the file (default: cors.yaml), or - for standard input', optional: true },
  ],
  options: [
    { flags: '--env <name>', description: "the contract's environment, which sets its variables" },
    {
      flags: '--filter <text>',
      description: 'only what has this text in its title; given twice, either of them',
      repeatable: true,
    },
    {
      flags: '--engine <name>',
      description: 'the browser to judge as (default: chromium, firefox and webkit)',
      choices: ['chromium', 'firefox', 'webkit', 'standard'],
      aliases: ENGINE_ALIASES,
      repeatable: true,
    },
    {
      flags: '--reporter <name>',
      description: `${REPORTER_NAMES.join(', ')}; NAME=FILE writes a file (default: pretty)`,
      repeatable: true,
    },
    { flags: '--retries <n>', description: 'how often what fails is tried again (default: 0)' },
    { flags: '--concurrency <n>', description: 'pages that ask at a time, in total (default: 32)' },
    { flags: '--per-host <n>', description: 'of those at one host (default: 6, as a browser)' },
    { flags: '--strict', description: 'count what could not be verified as broken' },
    { flags: '--diagnose <n>', description: 'failures to look into, each kind once (default: 5)' },
    { flags: '--stack <id>', description: "the servers' stack, where it is not recognised, for the fix" },
    { flags: '--timeout <seconds>', description: 'the longest wait for an answer (default: 10)' },
    { flags: '--list', description: 'print what would be tested, and send nothing' },
    { flags: '-v, --verbose', description: 'every expectation, not only those that are broken' },
    { flags: '--show-secrets', description: 'leave tokens, cookies and passwords unmasked' },
  ],
  examples: [
    'corsmith test',
    'corsmith test --env staging --retries 2',
    'corsmith test --reporter pretty --reporter junit=report.xml',
    "corsmith test --filter 'PUT users' --engine firefox",
  ],
  run: async (invocation) => (await import('../test/run.js')).runTest(invocation),
};
