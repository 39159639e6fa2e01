import type { Command } from '../command.js';

export const audit: Command = {
  name: 'audit',
  summary: "Find what is insecure in a server's list of origins, and who could use it",
  arguments: [{ name: 'url', description: 'the URL that pages request' }],
  options: [
    {
      flags: '--origin <origin>',
      description: "an origin that is right, or all of a pattern such as 'https://*.example.com'",
      repeatable: true,
    },
    {
      flags: '-H, --header <line>',
      description: "a header that the server asks for, 'Name: value'; Cookie too",
      repeatable: true,
    },
    { flags: '-X, --request <method>', description: 'the method that preflights ask for; never sent (default: PUT)' },
    {
      flags: '--credentials',
      description: 'the data comes with cookies only: what is read without them does not count',
    },
    {
      flags: '--fail-on <severity>',
      description: 'exit 1 from this severity on (default: low)',
      choices: ['low', 'medium', 'high'],
    },
    { flags: '--max-requests <number>', description: 'send no more than that (default: 400)' },
    { flags: '--timeout <seconds>', description: 'the longest wait for an answer (default: 10)' },
    { flags: '--json', description: 'print everything that is known, as JSON' },
    { flags: '-v, --verbose', description: 'every origin that was let in, those that harm nobody too' },
    { flags: '--show-secrets', description: 'leave tokens, cookies and passwords unmasked' },
  ],
  examples: [
    'corsmith audit https://api.example.com/me --origin https://app.example.com',
    "corsmith audit https://api.example.com/me -H 'Cookie: session=…' --credentials",
    "corsmith audit https://api.test/ --origin 'https://*.app.test' --fail-on medium",
  ],
  run: async (invocation) => (await import('../audit/run.js')).runAudit(invocation),
};
