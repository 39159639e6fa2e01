import { defineCommand } from '../define-command.js';

export const fix = defineCommand({
  name: 'fix',
  summary: "Print your server's CORS configuration, or write it into a file",
  before: ['explain'],
  arguments: [
    {
      name: 'url',
      description: 'URL that the page requests; used to detect the stack and the problem',
      optional: true,
    },
  ],
  options: [
    {
      flags: '--origin <origin>',
      description: "origin to allow, such as http://localhost:5173; '*' allows every origin",
      repeatable: true,
    },
    { flags: '-X, --request <method>', description: 'method to allow', repeatable: true },
    { flags: '-H, --header <line>', description: "request header to allow, Name or 'Name: value'", repeatable: true },
    { flags: '--credentials', description: "allow credentials: credentials 'include', withCredentials" },
    { flags: '--read <name>', description: 'response header to expose', repeatable: true },
    { flags: '--max-age <seconds>', description: 'how long browsers may cache a preflight response' },
    { flags: '--policy <file>', description: 'read the policy from a policy or contract file (YAML or JSON)' },
    {
      flags: '--stack <id>',
      description: "server stack, such as express (default: detected from the URL); 'list' prints all",
      values: 'stacks',
    },
    {
      flags: '--write <file>',
      description: 'show the diff, then write the fix to this file if confirmed',
    },
    { flags: '-y, --yes', description: 'with --write: skip the confirmation' },
    { flags: '--list', description: 'list all stacks, how each is verified and whether --write supports it' },
    { flags: '--json', description: 'print the result as JSON' },
  ],
  examples: [
    'corsmith fix --stack express --origin http://localhost:5173',
    "corsmith fix https://api.test/me --origin https://app.test -X PUT -H 'X-Id: 7'",
    'corsmith fix --stack express --origin http://localhost:5173 --write src/app.js',
    'corsmith fix --stack nginx --policy cors.yaml',
    'corsmith fix --list',
  ],
  run: async (invocation) => (await import('../fix/run.js')).runFix(invocation),
});
