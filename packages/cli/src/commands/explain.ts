import type { Command } from '../command.js';

export const explain: Command = {
  name: 'explain',
  summary: 'Say what a console message means, or what is in a HAR, a cURL command or a fetch()',
  arguments: [
    {
      name: 'text',
      description: 'the text itself, a file, or - for standard input (default where something is piped in)',
      optional: true,
    },
  ],
  options: [
    { flags: '--check', description: 'send the request for real, and find the cause' },
    { flags: '--origin <origin>', description: "the page's origin, where the text does not name it" },
    { flags: '--send', description: 'with --check: send the request itself even where its method changes data' },
    { flags: '--json', description: 'print everything that is known, as JSON' },
    { flags: '-v, --verbose', description: 'every request of a HAR, every likely cause' },
    { flags: '--show-secrets', description: 'leave tokens, cookies and passwords unmasked' },
  ],
  examples: [
    'corsmith explain "Access to fetch at … has been blocked by CORS policy: …"',
    'corsmith explain app.example.com.har',
    'pbpaste | corsmith explain --check --origin http://localhost:5173',
  ],
  run: async (invocation) => (await import('../explain/run.js')).runExplain(invocation),
};
