import { defineCommand } from '../define-command.js';

export const lsp = defineCommand({
  name: 'lsp',
  isService: true,
  summary: 'Language server: the findings of lint, policies and fixes in your editor',
  before: ['test'],
  arguments: [],
  options: [{ flags: '--stdio', description: 'talk over standard input and output, as it always does' }],
  examples: ['corsmith lsp'],
  run: async (invocation) => (await import('../lsp/run.js')).runLsp(invocation),
});
