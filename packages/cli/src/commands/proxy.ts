import { defineCommand } from '../define-command.js';

export const proxy = defineCommand({
  name: 'proxy',
  isService: true,
  summary: "Development proxy that fixes a server's CORS headers and shows what to change on the server",
  before: ['browser'],
  arguments: [],
  options: [
    { flags: '--target <url>', description: 'server URL, such as https://api.example.com' },
    {
      flags: '--origin <origin>',
      description: "origin or pattern to allow (default: 'http://localhost:*' and 'http://127.0.0.1:*')",
      repeatable: true,
    },
    { flags: '--port <number>', description: 'port on 127.0.0.1 (default: a free port)' },
    { flags: '--credentials', description: "allow credentials: credentials 'include', withCredentials" },
    {
      flags: '--rewrite-cookies',
      description:
        "strip Domain, Secure and SameSite=None from the server's cookies, except where a cookie must be Secure",
    },
    { flags: '--insecure', description: 'accept any certificate from the server' },
    { flags: '--stack <id>', description: 'server stack (default: auto-detected)', values: 'stacks' },
    { flags: '--timeout <seconds>', description: 'response timeout (default: 60)' },
    { flags: '-v, --verbose', description: 'print one line per request' },
  ],
  examples: [
    'corsmith proxy --target https://api.example.com',
    'corsmith proxy --target http://localhost:3000 --origin http://localhost:5173 --port 8787',
    'corsmith proxy --target https://api.test --credentials --rewrite-cookies',
  ],
  run: async (invocation) => (await import('../proxy/run.js')).runProxy(invocation),
});
