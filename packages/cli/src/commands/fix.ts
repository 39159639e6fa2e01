import type { Command } from '../command.js';

export const fix: Command = {
  name: 'fix',
  summary: 'Print the CORS configuration of your server, or write it into its file',
  arguments: [
    {
      name: 'url',
      description: 'the URL that the page requests: it is asked what the server runs, and what is wrong',
      optional: true,
    },
  ],
  options: [
    {
      flags: '--origin <origin>',
      description: "the page's origin, such as http://localhost:5173; '*' for every page",
      repeatable: true,
    },
    { flags: '-X, --request <method>', description: 'a method that the page uses', repeatable: true },
    { flags: '-H, --header <line>', description: "a header that it sets, Name or 'Name: value'", repeatable: true },
    { flags: '--credentials', description: "it sends cookies: credentials 'include', withCredentials" },
    { flags: '--read <name>', description: 'a response header that it reads', repeatable: true },
    { flags: '--max-age <seconds>', description: 'how long browsers may keep a permission' },
    { flags: '--policy <file>', description: 'all of that from a file: a policy or a contract, in YAML or JSON' },
    {
      flags: '--stack <id>',
      description: "what the server runs, such as express; the URL is not asked then ('list' names all)",
      values: 'stacks',
    },
    { flags: '--write <file>', description: 'put it into that file: shows what will change, and asks' },
    { flags: '-y, --yes', description: 'with --write: do not ask' },
    { flags: '--list', description: 'list all stacks, how far each is proved, and which --write knows' },
    { flags: '--json', description: 'print it as JSON' },
  ],
  examples: [
    'corsmith fix --stack express --origin http://localhost:5173',
    "corsmith fix https://api.test/me --origin https://app.test -X PUT -H 'X-Id: 7'",
    'corsmith fix --stack express --origin http://localhost:5173 --write src/app.js',
    'corsmith fix --stack nginx --policy cors.yaml',
    'corsmith fix --list',
  ],
  run: async (invocation) => (await import('../fix/run.js')).runFix(invocation),
};
