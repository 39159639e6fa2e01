import type { Command } from '../command.js';

export const ui: Command = {
  name: 'ui',
  summary: 'Open a page to check and watch servers, read a message, play with headers, write a policy',
  arguments: [],
  options: [
    { flags: '--port <port>', description: 'the port on 127.0.0.1 (default: a free one)' },
    { flags: '--open', description: 'open it in the browser too' },
  ],
  examples: ['corsmith ui', 'corsmith ui --open'],
  run: async (invocation) => (await import('../ui/run.js')).runUi(invocation),
};
