import { defineCommand } from '../define-command.js';

export const convert = defineCommand({
  name: 'convert',
  summary: 'Rewrite a CORS configuration for another stack, and show what that stack cannot express',
  before: ['test'],
  arguments: [{ name: 'file', description: 'configuration or code, or - for standard input' }],
  options: [
    { flags: '--to <stack>', description: 'stack to write it for, such as gateway-api', values: 'stacks' },
    { flags: '--name <path>', description: 'file name of standard input, such as nginx.conf' },
    { flags: '--json', description: 'print the result as JSON' },
    { flags: '-v, --verbose', description: 'show every request whose outcome differs' },
  ],
  examples: ['corsmith convert ingress.yaml --to gateway-api', 'corsmith convert nginx.conf --to caddy'],
  run: async (invocation) => (await import('../convert/run.js')).runConvert(invocation),
});
