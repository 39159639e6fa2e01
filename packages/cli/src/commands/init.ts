import { defineCommand } from '../define-command.js';

export const init = defineCommand({
  name: 'init',
  summary: 'Write a contract (cors.yaml) from a working URL, a repository, CORS_ORIGINS or interactively',
  arguments: [
    {
      name: 'url',
      description: 'URL that pages request, tested if --origin is given; or a file or folder whose policy is read',
      optional: true,
    },
  ],
  options: [
    { flags: '--origin <origin>', description: 'origin to allow', repeatable: true },
    { flags: '-X, --request <method>', description: 'method to allow (default: GET)', repeatable: true },
    { flags: '-H, --header <line>', description: "request header to allow, 'Name: value'", repeatable: true },
    { flags: '--credentials', description: 'allow credentials' },
    { flags: '-o, --output <file>', description: 'output file (default: cors.yaml), or - for standard output' },
    { flags: '--force', description: 'overwrite an existing file' },
  ],
  examples: [
    'corsmith init https://api.example.com/users --origin https://app.example.com',
    'CORS_ORIGINS=https://app.example.com corsmith init https://api.example.com/users',
    'corsmith init .',
    'corsmith init',
  ],
  run: async (invocation) => (await import('../init/run.js')).runInit(invocation),
});
