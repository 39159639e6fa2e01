import { defineCommand } from '../define-command.js';

export const browser = defineCommand({
  name: 'browser',
  summary: 'Open a page in a temporary browser with web security off, to see whether CORS is the only problem',
  before: ['ui'],
  arguments: [{ name: 'url', description: 'page URL, such as http://localhost:5173' }],
  options: [
    {
      flags: '--browser <path>',
      description: 'browser executable (default: the installed Chrome, Chromium, Edge or Brave)',
    },
  ],
  examples: [
    'corsmith browser http://localhost:5173',
    'corsmith browser http://localhost:5173 --browser /usr/bin/chromium',
  ],
  run: async (invocation) => (await import('../browser/run.js')).runBrowser(invocation),
});
