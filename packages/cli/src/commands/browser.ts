import type { Command } from '../command.js';

export const browser: Command = {
  name: 'browser',
  summary: 'Open a page in a throw-away browser without web security, to see whether CORS is all that is wrong',
  arguments: [{ name: 'url', description: 'the page, such as http://localhost:5173' }],
  options: [
    {
      flags: '--browser <path>',
      description: 'the program (default: Chrome, Chromium, Edge or Brave, whichever is installed)',
    },
  ],
  examples: [
    'corsmith browser http://localhost:5173',
    'corsmith browser http://localhost:5173 --browser /usr/bin/chromium',
  ],
  run: async (invocation) => (await import('../browser/run.js')).runBrowser(invocation),
};
