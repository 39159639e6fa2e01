import { defineCommand } from '../define-command.js';

export const explain = defineCommand({
  name: 'explain',
  summary: 'Explain a console message, a HAR file, a cURL command or a fetch() call',
  arguments: [
    {
      name: 'text',
      description: 'text, file, or - for standard input (default if input is piped)',
      optional: true,
    },
  ],
  options: [
    { flags: '--check', description: 'send the request and find the cause' },
    { flags: '--origin <origin>', description: "origin of the page, if the text doesn't name it" },
    { flags: '--send', description: 'with --check: send the request itself even if its method may change data' },
    { flags: '--json', description: 'print the full result as JSON' },
    { flags: '-v, --verbose', description: 'show every request of a HAR and every likely cause' },
    { flags: '--report', description: 'print the text and the result for a bug report, without secrets' },
    { flags: '--show-secrets', description: "don't mask tokens, cookies and passwords" },
  ],
  examples: [
    'corsmith explain "Access to fetch at … has been blocked by CORS policy: …"',
    'corsmith explain app.example.com.har',
    'pbpaste | corsmith explain --check --origin http://localhost:5173',
  ],
  run: async (invocation) => (await import('../explain/run.js')).runExplain(invocation),
});
