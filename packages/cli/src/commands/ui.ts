import { defineCommand } from '../define-command.js';

export const ui = defineCommand({
  name: 'ui',
  isService: true,
  summary: 'Open a local page to check and watch servers, explain messages and try out headers and policies',
  before: ['demo'],
  arguments: [],
  options: [
    { flags: '--port <port>', description: 'port on 127.0.0.1 (default: a free port)' },
    { flags: '--open', description: 'also open it in the browser' },
  ],
  examples: ['corsmith ui', 'corsmith ui --open'],
  run: async (invocation) => (await import('../ui/run.js')).runUi(invocation),
});
