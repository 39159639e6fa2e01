import { defineCommand } from '../define-command.js';

export const audit = defineCommand({
  name: 'audit',
  summary: 'Find insecure origin checks on a server and who could exploit them',
  before: ['logs'],
  arguments: [
    {
      name: 'url',
      description: 'URL that pages request, or of a WebSocket (wss://)',
      optional: true,
      repeatable: true,
    },
  ],
  options: [
    {
      flags: '--origin <origin>',
      description: "origin that may be allowed, or a pattern such as 'https://*.example.com'",
      repeatable: true,
    },
    {
      flags: '-H, --header <line>',
      description: "request header, 'Name: value', such as Authorization or Cookie",
      repeatable: true,
    },
    {
      flags: '-X, --request <method>',
      description: 'method for preflights; the request itself is never sent (default: PUT)',
    },
    {
      flags: '--credentials',
      description: 'ignore responses that can be read without cookies',
    },
    { flags: '--urls <file>', description: 'file with a URL per line, or - for standard input' },
    {
      flags: '--contract <file>',
      description: 'cors.yaml with the origins that may be allowed; without a URL, its endpoints are audited',
    },
    { flags: '--env <name>', description: 'environment of the contract, which sets its variables' },
    { flags: '--thorough', description: 'also send rarer probe origins: two to three times as many requests' },
    {
      flags: '--fail-on <severity>',
      description: 'exit with 1 at or above this severity (default: low)',
      choices: ['low', 'medium', 'high'],
    },
    { flags: '--max-requests <number>', description: 'maximum number of requests (default: 400)' },
    { flags: '--timeout <seconds>', description: 'response timeout (default: 10)' },
    { flags: '--sarif <file>', description: 'write a SARIF report, for code scanning' },
    { flags: '--json', description: 'print the full result as JSON' },
    {
      flags: '-v, --verbose',
      description: 'show every request with its reason, what an attacker’s page would run, and harmless origins',
    },
    { flags: '--show-secrets', description: "don't mask tokens, cookies and passwords" },
  ],
  examples: [
    'corsmith audit https://api.example.com/me --origin https://app.example.com',
    "corsmith audit https://api.example.com/me -H 'Cookie: session=…' --credentials",
    "corsmith audit https://api.test/ --origin 'https://*.app.test' --fail-on medium",
    'corsmith audit --contract cors.yaml --env staging --sarif audit.sarif',
    "corsmith audit wss://api.example.com/live -H 'Cookie: session=…'",
  ],
  run: async (invocation) => (await import('../audit/run.js')).runAudit(invocation),
});
