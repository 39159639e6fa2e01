import type { Command } from '../command.js';
import { ENGINE_ALIASES } from '../engine-aliases.js';
import { PRINTED } from '../watch/printed-names.js';

export const watch: Command = {
  name: 'watch',
  summary: 'Hold servers to the contract again and again, and tell when something changes',
  arguments: [
    { name: 'contract', description: 'the file (default: cors.yaml), or - for standard input', optional: true },
  ],
  options: [
    { flags: '--env <name>', description: "the contract's environment, which sets its variables" },
    { flags: '--interval <time>', description: 'how often each endpoint is checked: 30s, 5m, 1h (default: 1m)' },
    {
      flags: '--once',
      description: 'run every check once and end, for cron: what changed since the last time is told',
    },
    {
      flags: '--webhook <url>',
      description: 'post each change to it, as JSON; env:NAME takes the URL from that variable',
    },
    { flags: '--slack <url>', description: 'the same in the form that Slack takes' },
    {
      flags: '--port <port>',
      description: 'of the status page, /metrics and /healthz on 127.0.0.1 (default: a free one)',
    },
    { flags: '--state <file>', description: 'what is kept between runs (default: in ~/.local/state/corsmith)' },
    {
      flags: '--redis <url>',
      description: 'share the checks with every watch of the same endpoints on this Redis; env:NAME too',
    },
    {
      flags: '--engine <name>',
      description: 'the browser to judge as (default: chromium, firefox and webkit)',
      choices: ['chromium', 'firefox', 'webkit', 'standard'],
      aliases: ENGINE_ALIASES,
      repeatable: true,
    },
    { flags: '--retries <n>', description: 'how often what fails is tried again before it counts (default: 1)' },
    { flags: '--concurrency <n>', description: 'endpoints that are checked at a time (default: 8)' },
    { flags: '--strict', description: 'count what could not be verified as broken' },
    { flags: '--timeout <seconds>', description: 'the longest wait for an answer (default: 10)' },
    { flags: '--print <what>', description: 'print what other tools watch with, and check nothing', choices: PRINTED },
    { flags: '--json', description: 'print each change as one line of JSON' },
    { flags: '--show-secrets', description: 'leave tokens, cookies and passwords unmasked' },
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
};
