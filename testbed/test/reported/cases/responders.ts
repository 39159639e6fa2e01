import { APP, JSON_BODY, LOCAL, OFTEN, type ReportedCase, TOKEN, VITE } from '../reported-case.js';
import {
  allowing,
  always,
  before,
  html,
  inTurn,
  json,
  MARKS,
  marked,
  ok,
  type Reply,
  routes,
  type Server,
} from '../servers.js';

const wall = (
  id: string,
  source: string,
  situation: string,
  reply: Reply,
  says: readonly RegExp[],
  page: ReportedCase['page'] = {},
): ReportedCase => ({
  id,
  source,
  situation,
  page: { origin: APP, ...page },
  server: always(reply),
  cause: [
    'challenge',
    'preflight-refused',
    'host-not-allowed',
    'another-program',
    'login-redirect',
    'csrf-filter',
    'preflight-needs-auth',
  ],
  says,
  never: [/app\.use\(cors|CORSMiddleware/, /says nothing about CORS/],
  solved: { said: says[0]! },
});

const interstitial = (header: string, reply: Reply): Server =>
  before(
    (request) => (request.isPreflight || request.header(header) ? undefined : reply),
    marked(MARKS.uvicorn, allowing({ origins: [LOCAL], headers: `authorization, ${header}` })),
  );

/** Not the app responds, or not this route of it, or not alone. */
export const responders: readonly ReportedCase[] = [
  {
    id: 'ngrok-warning',
    source: 'GavinLonDigital/movie-gold-v1#1',
    situation: 'ngrok’s warning page responds in place of the app.',
    page: { origin: LOCAL, ...TOKEN },
    server: interstitial(
      'ngrok-skip-browser-warning',
      html(200, '<!DOCTYPE html><noscript>You are about to visit (ERR_NGROK_6024)</noscript>', {
        'ngrok-error-code': 'ERR_NGROK_6024',
      }),
    ),
    cause: ['challenge', 'another-program'],
    says: [/ngrok-skip-browser-warning/],
    never: [/CORSMiddleware/],
    solved: {
      page: {
        headers: [
          ['Authorization', 'Bearer t'],
          ['ngrok-skip-browser-warning', '1'],
        ],
      },
    },
  },
  {
    id: 'localtunnel-reminder',
    source: 'localtunnel/localtunnel#405',
    situation: 'The tunnel’s reminder page responds in place of the app.',
    page: { origin: LOCAL, ...TOKEN },
    server: interstitial(
      'bypass-tunnel-reminder',
      html(
        401,
        '<title>Tunnel website ahead!</title><p>This website is served via a localtunnel. Bypass-Tunnel-Reminder</p>',
      ),
    ),
    cause: ['challenge', 'another-program'],
    says: [/[Bb]ypass-[Tt]unnel-[Rr]eminder/],
    never: [/CORSMiddleware/],
    solved: {
      page: {
        headers: [
          ['Authorization', 'Bearer t'],
          ['Bypass-Tunnel-Reminder', '1'],
        ],
      },
    },
  },
  wall(
    'cloudflare-challenge',
    'Rob--W/cors-anywhere#352',
    'Cloudflare checks whether a person is there.',
    html(403, '<title>Just a moment...</title>', { ...MARKS.cloudflare, 'cf-mitigated': 'challenge' }),
    [/Cloudflare/],
  ),
  wall(
    'cloudflare-blocked',
    'cloudflare/cloudflared#1344',
    'Cloudflare’s page for blocked visitors.',
    html(403, '<title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1>', MARKS.cloudflare),
    [/Cloudflare/],
  ),
  wall(
    'cloudflare-access',
    'fredmny/obsidian_sync#1',
    'Zero Trust was closed to unknown sessions.',
    {
      status: 302,
      headers: {
        ...MARKS.cloudflare,
        'www-authenticate': 'Cloudflare-Access',
        location: 'https://team.cloudflareaccess.com/cdn-cgi/access/login/api.example.com',
      },
    },
    [/Cloudflare Access/],
    TOKEN,
  ),
  wall(
    'vite-host',
    'nuxt/nuxt#31184',
    'The development server refuses the tunnel’s name.',
    {
      status: 403,
      headers: { 'content-type': 'text/plain' },
      body: 'Blocked request. This host ("x.trycloudflare.com") is not allowed.\nTo allow this host, add "x.trycloudflare.com" to `server.allowedHosts` in vite.config.js.',
    },
    [/allowedHosts/],
  ),
  wall(
    'vite-preview-host',
    'moddroid94/STLVault#25',
    'The preview server refuses the proxy’s name.',
    {
      status: 403,
      headers: { 'content-type': 'text/plain' },
      body: 'Blocked request. This host ("bleh.example") is not allowed.\nTo allow this host, add "bleh.example" to `preview.allowedHosts` in vite.config.js.',
    },
    [/allowedHosts/],
  ),
  wall(
    'discord-tutorial-host',
    'discord/embedded-app-sdk#330',
    'The same in a tutorial with a tunnel.',
    {
      status: 403,
      headers: { 'content-type': 'text/plain' },
      body: 'Blocked request. This host ("a-b.trycloudflare.com") is not allowed.\nTo allow this host, add "a-b.trycloudflare.com" to `server.allowedHosts` in vite.config.js.',
    },
    [/allowedHosts/],
    TOKEN,
  ),
  wall(
    'webpack-host',
    'localtunnel/localtunnel#244',
    'webpack’s development server refuses the tunnel’s name.',
    { status: 403, body: 'Invalid Host header' },
    [/allowedHosts/],
  ),
  wall(
    'django-host',
    'mrmn2/PdfDing#153',
    'Django refuses the tunnel’s name.',
    html(
      400,
      '<title>DisallowedHost at /</title><h1>DisallowedHost</h1><pre>Invalid HTTP_HOST header: &#x27;pdf.example&#x27;. You may need to add &#x27;pdf.example&#x27; to ALLOWED_HOSTS.</pre>',
      MARKS.django,
    ),
    [/ALLOWED_HOSTS/],
  ),
  wall(
    'rails-host',
    OFTEN,
    'Rails refuses the host.',
    html(
      403,
      '<title>Action Controller: Exception caught</title><h1>Blocked hosts: api.example.com</h1><pre>config.hosts &lt;&lt; "api.example.com"</pre>',
    ),
    [/config\.hosts/],
  ),
  wall(
    'airplay',
    OFTEN,
    'macOS listens on port 5000.',
    { status: 403, headers: { server: 'AirTunes/670.6.2', 'content-length': '0' } },
    [/AirPlay/],
    { method: 'POST', ...JSON_BODY },
  ),
  {
    id: 'csrf-by-sec-fetch-site',
    source: OFTEN,
    situation: 'Go’s protection denies requests of another site.',
    page: { origin: APP },
    server: (request) =>
      request.header('sec-fetch-site') === 'same-origin' || !request.origin
        ? json()
        : { status: 403, body: 'cross-origin request detected from Sec-Fetch-Site header\n' },
    cause: 'csrf-filter',
    says: [/trusted origins|AddTrustedOrigin/],
    solved: { said: /trusted origins|AddTrustedOrigin/i },
  },
  {
    id: 'sveltekit-csrf',
    source: OFTEN,
    situation: 'SvelteKit denies forms of another origin.',
    page: {
      origin: APP,
      method: 'POST',
      body: 'a=1',
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    },
    server: (request) =>
      request.method === 'POST'
        ? { status: 403, body: 'Cross-site POST form submissions are forbidden' }
        : { status: 405, body: 'GET method not allowed' },
    cause: 'csrf-filter',
    says: [/csrf/i],
    solved: { said: /csrf/i },
  },
  {
    id: 'sse-after-hijack',
    source: 'fastify/fastify-cors#259',
    situation: 'A stream written to the raw response lacks the headers.',
    page: { origin: APP, path: '/stream' },
    server: routes(
      { '/stream': always(json('data: 1\n\n', { 'content-type': 'text/event-stream' })) },
      allowing({ origins: [APP] }, ok),
    ),
    cause: 'route-without-cors',
    says: [/bypasses the CORS middleware/],
    solved: 'fix',
  },
  {
    id: 'nest-sse',
    source: 'nestjs/nest#8717',
    situation: 'Server-sent events of an adapter write to the raw response.',
    page: { origin: LOCAL, path: '/example', initiator: 'eventsource' },
    server: routes(
      { '/example': always({ status: 200, headers: { 'content-type': 'text/event-stream' }, body: 'data: 1\n\n' }) },
      allowing({ origins: [LOCAL] }, ok),
    ),
    cause: 'route-without-cors',
    says: [/route/],
    solved: 'fix',
  },
  {
    id: 'hijacked-stream-live',
    source: 'SquadQuest/SquadQuest#470',
    situation: 'Only the stream is blocked, on the live site.',
    page: { origin: APP, path: '/v1/stream' },
    server: routes(
      { '/v1/stream': always({ status: 200, headers: { 'content-type': 'text/event-stream' }, body: ': ok\n\n' }) },
      allowing({ origins: [APP], credentials: true }, ok),
    ),
    cause: 'route-without-cors',
    says: [/\/v1\/stream/],
    solved: 'fix',
  },
  {
    id: 'thumbor-location',
    source: 'APSL/docker-thumbor#82',
    situation: 'An add_header in the location drops the server’s.',
    page: { origin: APP, path: '/unsafe/a.webp' },
    server: marked(
      MARKS.nginx,
      routes(
        { '/unsafe/': always(json('', { 'content-type': 'image/webp', 'x-thumbor': '1' })) },
        allowing({ origins: '*' }, ok),
      ),
    ),
    cause: 'route-without-cors',
    says: [/add_header/],
    solved: 'fix',
  },
  {
    id: 'zulip-location',
    source: 'zulip/zulip#17562',
    situation: 'A nested location has a cache header of its own.',
    page: { origin: APP, path: '/static/webpack-bundles/app.js' },
    server: marked(
      MARKS.nginx,
      routes(
        {
          '/static/webpack': always(
            json('', { 'content-type': 'text/javascript', 'cache-control': 'max-age=31536000' }),
          ),
        },
        allowing({ origins: '*' }, ok),
      ),
    ),
    cause: 'route-without-cors',
    says: [/add_header/],
    solved: 'fix',
  },
  {
    id: 'two-layers-add-it',
    source: 'corydolphin/flask-cors#215',
    situation: 'nginx and the app both add the header.',
    page: { origin: LOCAL },
    server: (request) =>
      json('{}', {
        ...MARKS.nginx,
        'access-control-allow-origin': request.origin ? [request.origin, request.origin] : [],
      }),
    cause: 'duplicate-allow-origin',
    says: [/one place|twice|two/i],
    solved: 'fix',
  },
  {
    id: 'star-and-star',
    source: 'expressjs/cors#145',
    situation: 'nginx and Express both send *.',
    page: { origin: 'http://localhost:4200' },
    server: always(json('{}', { ...MARKS.nginx, 'access-control-allow-origin': ['*', '*'] })),
    cause: 'duplicate-allow-origin',
    says: [/keep \*/i],
    solved: 'fix',
  },
  {
    id: 'rack-cors-and-nginx',
    source: 'cyu/rack-cors#55',
    situation: 'One layer sends *, the other the origin.',
    page: { origin: APP },
    server: (request) => json('{}', { ...MARKS.rails, 'access-control-allow-origin': ['*', request.origin ?? '*'] }),
    cause: 'duplicate-allow-origin',
    solved: 'fix',
  },
  {
    id: 'every-second-instance',
    source: 'microsoft/clarity#507',
    situation: 'One instance behind the load balancer lacks the headers.',
    page: { origin: APP },
    server: inTurn(
      (_request) => json('{}', { server: 'b' }),
      allowing({ origins: '*' }, always(json('{}', { server: 'a' }))),
    ),
    cause: 'unstable',
    says: [/of \d+/],
    never: [/cache/i],
    solved: { said: /each of them/i },
  },
  {
    id: 'websocket-url',
    source: OFTEN,
    situation: 'A WebSocket endpoint was fetched.',
    page: { origin: LOCAL, path: '/socket' },
    server: always({ status: 426, headers: { upgrade: 'websocket' }, body: 'Upgrade Required' }),
    cause: ['websocket', 'response-without-headers-on-error'],
    says: [/WebSocket/],
    solved: { said: /new WebSocket/ },
  },
  {
    id: 'supabase-boot-error',
    source: OFTEN,
    situation: 'The function does not start.',
    page: { origin: VITE, method: 'POST', ...JSON_BODY },
    server: always(
      json(
        '{"code":"BOOT_ERROR","message":"Function failed to start (please check logs)"}',
        { 'sb-gateway-version': '1' },
        503,
      ),
    ),
    cause: ['function-failed', 'gateway-error'],
    says: [/logs/],
    never: [/Deno\.serve/],
    solved: { said: /logs/ },
  },
];
