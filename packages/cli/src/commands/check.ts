import type { Command } from '../command.js';

export const check: Command = {
  name: 'check',
  summary: 'Find why the browsers block a request, and what to change on the server',
  arguments: [{ name: 'url', description: 'the URL that the page requests' }],
  options: [
    { flags: '--origin <origin>', description: "the page's origin, such as http://localhost:5173" },
    { flags: '-X, --request <method>', description: 'its method (default: GET, or POST with --data)' },
    { flags: '-H, --header <line>', description: "a header that the page sets, 'Name: value'", repeatable: true },
    {
      flags: '-d, --data <body>',
      description: 'its body, or @FILE (@- for standard input); text/plain unless -H says otherwise',
    },
    { flags: '--data-raw <body>', description: 'its body as it is, also if it begins with @' },
    { flags: '--credentials', description: "the page sends cookies: credentials 'include', withCredentials" },
    { flags: '--send', description: 'send the request itself even where its method changes data' },
    {
      flags: '--direct <server>',
      description: 'ask HOST[:PORT] behind the proxy too, and tell which of them changes the answer',
      repeatable: true,
    },
    { flags: '--insecure-direct', description: 'take any certificate from --direct' },
    {
      flags: '--paths',
      description: 'also try answers that are errors (404, 401, 405), which may lose the headers',
    },
    { flags: '--no-extra-probes', description: 'send nothing that the browser would not send' },
    { flags: '--read <name>', description: 'a response header that the page reads', repeatable: true },
    {
      flags: '--stack <id>',
      description: "the server's stack, where it is not recognised; 'list' names all",
      values: 'stacks',
    },
    { flags: '--mode <mode>', description: 'as in fetch()', choices: ['cors', 'no-cors', 'same-origin'] },
    { flags: '--redirect <redirect>', description: 'as in fetch()', choices: ['follow', 'error', 'manual'] },
    {
      flags: '--initiator <initiator>',
      description: 'what in the page sends it (default: fetch)',
      choices: ['fetch', 'xhr', 'font', 'script', 'image', 'module', 'eventsource'],
    },
    { flags: '--timeout <seconds>', description: 'the longest wait for an answer (default: 10)' },
    { flags: '--json', description: 'print everything that is known, as JSON' },
    { flags: '-v, --verbose', description: 'every header, every cause, and what each engine prints' },
    { flags: '--show-secrets', description: 'leave tokens, cookies and passwords unmasked' },
  ],
  examples: [
    'corsmith check https://api.example.com/users --origin http://localhost:5173',
    "corsmith check http://localhost:3000 --origin http://localhost:5173 -H 'X-Id: 7'",
    'corsmith check https://api.test/me --origin https://app.test --credentials',
    'corsmith check https://api.test/me --origin https://app.test --direct app:3000',
  ],
  run: async (invocation) => (await import('../check/run.js')).runCheck(invocation),
};
