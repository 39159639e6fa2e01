import type { Command } from '../command.js';

export const logs: Command = {
  name: 'logs',
  summary: 'Find the preflights that fail in access logs: which, since when, and why',
  arguments: [
    {
      name: 'file',
      description: 'access logs, .gz too; - for standard input (default where something is piped in)',
      optional: true,
      repeatable: true,
    },
  ],
  options: [
    {
      flags: '--log-format <format>',
      description: "its name (combined, vhost, …), nginx's log_format or Apache's LogFormat; recognised otherwise",
    },
    { flags: '-f, --follow', description: 'go on with what is written or piped in, through rotations' },
    { flags: '--since <time>', description: 'preflights from then on: 2026-03-02T09:00, or 30m, 2h, 7d ago' },
    { flags: '--until <time>', description: 'preflights before then' },
    { flags: '--host <host>', description: 'preflights to this host; names it where the logs do not' },
    { flags: '--path <path>', description: "preflights to this path, or to '/api/*'" },
    { flags: '--window <seconds>', description: 'how long after its preflight a request may end (default: 60)' },
    {
      flags: '--sql <engine>',
      description: 'print the query that computes this where the logs are',
      choices: ['clickhouse', 'duckdb', 'athena', 'bigquery'],
    },
    { flags: '--table <name>', description: 'for --sql: the table with the lines in its column line' },
    { flags: '--json', description: 'print everything that is known, as JSON; with --follow a line for each event' },
    { flags: '--html', description: 'print a page with plots that needs nothing else' },
    { flags: '-v, --verbose', description: 'everything that is wrong, more hosts, paths and origins' },
  ],
  examples: [
    'corsmith logs /var/log/nginx/access.log*',
    'corsmith logs access.log --since 2h --host api.example.com',
    'corsmith logs access.log --html > preflights.html',
    'corsmith logs -f /var/log/nginx/access.log',
    'corsmith logs --sql clickhouse --log-format combined --table web.access_log',
  ],
  run: async (invocation) => (await import('../logs/run.js')).runLogs(invocation),
};
