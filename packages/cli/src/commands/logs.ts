import { defineCommand } from '../define-command.js';

export const logs = defineCommand({
  name: 'logs',
  summary: 'Find failing preflights in access logs: which, since when and why',
  before: ['proxy'],
  arguments: [
    {
      name: 'file',
      description: 'access logs, also .gz; - for standard input (default if input is piped)',
      optional: true,
      repeatable: true,
    },
  ],
  options: [
    {
      flags: '--log-format <format>',
      description:
        "format name (combined, vhost, …), nginx's log_format or Apache's LogFormat (default: auto-detected)",
    },
    { flags: '-f, --follow', description: 'keep reading as the log grows, through rotations' },
    { flags: '--since <time>', description: 'start time: 2026-03-02T09:00, or 30m, 2h, 7d ago' },
    { flags: '--until <time>', description: 'end time' },
    { flags: '--host <host>', description: "only preflights to this host; also names the host if the logs don't" },
    { flags: '--path <path>', description: "only preflights to this path, such as /users or '/api/*'" },
    { flags: '--window <seconds>', description: 'how long after a preflight its request may follow (default: 60)' },
    {
      flags: '--sql <engine>',
      description: 'print a query that computes this report in a database',
      choices: ['clickhouse', 'duckdb', 'athena', 'bigquery'],
    },
    { flags: '--table <name>', description: 'with --sql: table that holds the lines, in a column named line' },
    { flags: '--json', description: 'print the full result as JSON; with --follow, one line per event' },
    { flags: '--html', description: 'print a self-contained page with plots' },
    { flags: '-v, --verbose', description: 'show every problem and more hosts, paths and origins' },
  ],
  examples: [
    'corsmith logs /var/log/nginx/access.log*',
    'corsmith logs access.log --since 2h --host api.example.com',
    'corsmith logs access.log --html > preflights.html',
    'corsmith logs -f /var/log/nginx/access.log',
    'corsmith logs --sql clickhouse --log-format combined --table web.access_log',
  ],
  run: async (invocation) => (await import('../logs/run.js')).runLogs(invocation),
});
