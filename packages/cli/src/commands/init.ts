import type { Command } from '../command.js';

export const init: Command = {
  name: 'init',
  summary: 'Write a contract, cors.yaml: from a URL that works, from CORS_ORIGINS or from questions',
  arguments: [
    { name: 'url', description: 'a URL that pages request; it is asked, where --origin is given', optional: true },
  ],
  options: [
    { flags: '--origin <origin>', description: 'an origin of the pages', repeatable: true },
    { flags: '-X, --request <method>', description: 'a method that they use (default: GET)', repeatable: true },
    { flags: '-H, --header <line>', description: "a header that they set, 'Name: value'", repeatable: true },
    { flags: '--credentials', description: 'they send cookies' },
    { flags: '-o, --output <file>', description: 'where to write it (default: cors.yaml), or - to print it' },
    { flags: '--force', description: 'write over a file that is there' },
  ],
  examples: [
    'corsmith init https://api.example.com/users --origin https://app.example.com',
    'CORS_ORIGINS=https://app.example.com corsmith init https://api.example.com/users',
    'corsmith init',
  ],
  run: async (invocation) => (await import('../init/run.js')).runInit(invocation),
};
