import { defineCommand } from '../define-command.js';
import { ENGINE_ALIASES } from '../engine-aliases.js';
import { PRINTED } from '../watch/printed-names.js';

export const watch = defineCommand({
  name: 'watch',
  isService: true,
  summary: 'Test servers against the contract continuously and alert when something changes',
  before: ['audit'],
  arguments: [
    { name: 'contract', description: 'contract file (default: cors.yaml), or - for standard input', optional: true },
  ],
  options: [
    { flags: '--env <name>', description: 'environment of the contract, which sets its variables' },
    { flags: '--interval <time>', description: 'check interval: 30s, 5m, 1h (default: 1m)' },
    {
      flags: '--once',
      description: 'run every check once and exit, for cron; reports what changed since the last run',
    },
    {
      flags: '--webhook <url>',
      description: 'post each change as JSON to this URL; env:NAME reads the URL from a variable',
      repeatable: true,
    },
    {
      flags: '--slack <url>',
      description: 'post each change to this Slack webhook; env:NAME reads the URL from a variable',
      repeatable: true,
    },
    {
      flags: '--port <port>',
      description: 'port of the status page, /metrics and /healthz on 127.0.0.1 (default: a free port)',
    },
    {
      flags: '--host <address>',
      description: 'IP address on which /metrics and /healthz listen too, without a password (default: 127.0.0.1)',
    },
    { flags: '--state <file>', description: 'state file (default: in ~/.local/state/corsmith)' },
    {
      flags: '--redis <url>',
      description: 'share the checks with other instances through this Redis; env:NAME reads the URL from a variable',
    },
    {
      flags: '--engine <name>',
      description: 'browser engine (default: chromium, firefox and webkit)',
      choices: ['chromium', 'firefox', 'webkit', 'standard'],
      aliases: ENGINE_ALIASES,
      repeatable: true,
    },
    { flags: '--retries <n>', description: 'retries before a failure counts (default: 1)' },
    { flags: '--concurrency <n>', description: 'concurrent checks (default: 8)' },
    { flags: '--strict', description: 'count expectations that could not be verified as broken' },
    { flags: '--timeout <seconds>', description: 'response timeout (default: 10)' },
    {
      flags: '--print <what>',
      description: 'print configuration for another monitoring tool instead of checking',
      choices: PRINTED,
    },
    { flags: '--json', description: 'print each change as a line of JSON' },
    { flags: '--show-secrets', description: "don't mask tokens, cookies and passwords" },
  ],
  examples: [
    'corsmith watch',
    'corsmith watch cors.yaml --env production --interval 30s --port 9700',
    'corsmith watch --slack env:SLACK_WEBHOOK',
    'corsmith watch --once --webhook https://alerts.example.com/cors',
    'corsmith watch --redis redis://127.0.0.1:6379',
    'corsmith watch --print rules > corsmith-rules.yml',
  ],
  run: async (invocation) => (await import('../watch/run.js')).runWatch(invocation),
});
