import { defineCommand } from '../define-command.js';

export const check = defineCommand({
  name: 'check',
  summary: 'Find out why browsers block a request and what to change on the server',
  arguments: [{ name: 'url', description: 'URL that the page requests' }],
  options: [
    { flags: '--origin <origin>', description: 'origin of the page, such as http://localhost:5173' },
    { flags: '-X, --request <method>', description: 'request method (default: GET, or POST with --data)' },
    { flags: '-H, --header <line>', description: "request header that the page sets, 'Name: value'", repeatable: true },
    {
      flags: '-d, --data <body>',
      description: 'request body, or @FILE (@- for standard input); text/plain unless -H sets a type',
    },
    { flags: '--data-raw <body>', description: 'request body, taken literally even if it begins with @' },
    {
      flags: '--credentials',
      description: "send cookies: credentials 'include', withCredentials; also judge the cookies of the response",
    },
    {
      flags: '-b, --cookie <cookie>',
      description: "cookie that the page has, 'NAME=VALUE; attributes' as in Set-Cookie; implies --credentials",
      repeatable: true,
    },
    { flags: '--send', description: 'send the request itself even if its method may change data' },
    {
      flags: '--direct <server>',
      description: 'also send to HOST[:PORT] behind the proxy, and show which server changes the response',
      repeatable: true,
    },
    { flags: '--insecure-direct', description: 'accept any certificate from --direct' },
    {
      flags: '--paths',
      description: 'also check error responses (404, 401, 405), which often lack CORS headers',
    },
    { flags: '--no-extra-probes', description: 'send only what a browser would send' },
    {
      flags: '--repeat <times>',
      description: 'how often to send a safe request in all, to find servers that respond differently',
    },
    { flags: '--read <name>', description: 'response header that the page reads', repeatable: true },
    {
      flags: '--stack <id>',
      description: "server stack (default: auto-detected); 'list' prints all",
      values: 'stacks',
    },
    {
      flags: '--third-party',
      description: "the server is not yours: print what the page can do, not the server's fix",
    },
    { flags: '--mode <mode>', description: 'as in fetch()', choices: ['cors', 'no-cors', 'same-origin'] },
    { flags: '--redirect <redirect>', description: 'as in fetch()', choices: ['follow', 'error', 'manual'] },
    {
      flags: '--initiator <initiator>',
      description: 'what initiates the request (default: fetch)',
      choices: ['fetch', 'xhr', 'font', 'script', 'image', 'module', 'eventsource'],
    },
    { flags: '--timeout <seconds>', description: 'response timeout (default: 10)' },
    { flags: '--json', description: 'print the full result as JSON' },
    { flags: '-v, --verbose', description: "show every header, every cause and each browser's console messages" },
    { flags: '--show-secrets', description: "don't mask tokens, cookies and passwords" },
  ],
  examples: [
    'corsmith check https://api.example.com/users --origin http://localhost:5173',
    "corsmith check http://localhost:3000 --origin http://localhost:5173 -H 'X-Id: 7'",
    'corsmith check https://api.test/me --origin https://app.test --credentials',
    "corsmith check https://api.test/me --origin https://app.test --cookie 'id=7; SameSite=Lax'",
    'corsmith check https://api.test/me --origin https://app.test --direct app:3000',
  ],
  run: async (invocation) => (await import('../check/run.js')).runCheck(invocation),
});
