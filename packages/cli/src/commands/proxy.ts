import type { Command } from '../command.js';

export const proxy: Command = {
  name: 'proxy',
  summary: 'Stand before a server while you develop, mend its CORS answers, and say what to fix there',
  arguments: [],
  options: [
    { flags: '--target <url>', description: 'the server, such as https://api.example.com' },
    {
      flags: '--origin <origin>',
      description: "pages to let in, or a pattern of them (default: 'http://localhost:*' and 'http://127.0.0.1:*')",
      repeatable: true,
    },
    { flags: '--port <number>', description: 'the port on 127.0.0.1 (default: a free one)' },
    { flags: '--credentials', description: "pages send cookies: credentials 'include', withCredentials" },
    {
      flags: '--rewrite-cookies',
      description: "strip Domain, Secure and SameSite=None from the server's cookies, unless a cookie must be Secure",
    },
    { flags: '--insecure', description: 'take any certificate from the server' },
    { flags: '--stack <id>', description: "the server's stack, where it is not recognised", values: 'stacks' },
    { flags: '--timeout <seconds>', description: 'the longest silence before an answer begins (default: 60)' },
    { flags: '-v, --verbose', description: 'a line for each request' },
  ],
  examples: [
    'corsmith proxy --target https://api.example.com',
    'corsmith proxy --target http://localhost:3000 --origin http://localhost:5173 --port 8787',
    'corsmith proxy --target https://api.test --credentials --rewrite-cookies',
  ],
  run: async (invocation) => (await import('../proxy/run.js')).runProxy(invocation),
};
