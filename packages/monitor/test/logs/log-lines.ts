/** A request, and the line that each server logs for it. */
export interface Request {
  /** Seconds since 1970. */
  readonly time: number;
  readonly client: string;
  readonly method: string;
  readonly host: string;
  readonly target: string;
  readonly status: number;
  readonly origin: string;
}

export const NOON = Date.UTC(2026, 2, 2, 12) / 1000;

const iso = (time: number) => new Date(time * 1000).toISOString();
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** In a time zone two hours ahead of UTC. */
const clf = (time: number) => {
  const date = new Date((time + 7200) * 1000);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${day}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)} +0200`;
};
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) [en] "quoted"';
const referer = (origin: string) => (origin === '' ? '-' : `${origin}/a?b=c`);
const agent = AGENT.replaceAll('"', '\\"');
const combined = ({ time, client, method, target, status, origin }: Request) =>
  `${client} - - [${clf(time)}] "${method} ${target} HTTP/1.1" ${status} 12 "${referer(origin)}" "${agent}"`;

const CUSTOM = `log_format cors escape=json '{"at":"$time_iso8601","ip":"$remote_addr","vhost":"$host",'
  '"line":"$request","status":$status,"origin":"$http_origin"}';`;

export const writers: Readonly<Record<string, (request: Request) => string>> = {
  combined,
  vhost: (request) => `${request.host}:443 ${combined(request)}`,
  common: ({ time, client, method, target, status }) =>
    `${client} - ann lee [${clf(time)}] "${method} ${target} HTTP/2.0" ${status} -`,
  caddy: ({ time, client, method, host, target, status, origin }) =>
    JSON.stringify({
      level: 'info',
      ts: time + 0.25,
      logger: 'http.log.access.log0',
      msg: 'handled request',
      request: {
        remote_ip: '10.9.9.9',
        client_ip: client,
        proto: 'HTTP/2.0',
        method,
        host,
        uri: target,
        headers: {
          'User-Agent': [AGENT],
          ...(origin !== '' && { Origin: [origin] }),
          ...(method === 'OPTIONS' && { 'Access-Control-Request-Method': ['PUT'] }),
        },
      },
      duration: 0.0004,
      size: 0,
      status,
    }),
  traefik: ({ time, client, method, host, target, status, origin }) =>
    JSON.stringify({
      ClientAddr: `${client}:4711`,
      ClientHost: client,
      DownstreamStatus: status,
      RequestHost: host,
      RequestMethod: method,
      RequestPath: target,
      StartUTC: iso(time),
      'request_User-Agent': AGENT,
      ...(origin !== '' && { request_Origin: origin }),
      time: iso(time + 1),
    }),
  cloudfront: ({ time, client, method, host, target, status, origin }) =>
    [
      ...iso(time).slice(0, 19).split('T'),
      'FRA2',
      '512',
      client,
      method,
      'd111.cloudfront.net',
      target.split('?')[0],
      status,
      referer(origin),
      'Mozilla/5.0%20(X11)',
      target.split('?')[1] ?? '-',
      '-',
      'Miss',
      'id==',
      host,
      'https',
    ].join('\t'),
  alb: ({ time, client, method, host, target, status }) =>
    `https ${iso(time)} app/lb/50dc 192.0.2.7:2817 10.0.0.1:80 0.0 0.0 0.0 ${status} ${status} 34 366 "${method} https://${host}:443${target} HTTP/1.1" "curl/7.46.0" ECDHE TLSv1.2`.replace(
      '192.0.2.7',
      client,
    ),
  cloudflare: ({ time, client, method, host, target, status, origin }) =>
    JSON.stringify({
      ClientIP: client,
      ClientRequestHost: host,
      ClientRequestMethod: method,
      ClientRequestURI: target,
      EdgeResponseStatus: status,
      EdgeStartTimestamp: time * 1_000_000_000,
      ...(origin !== '' && { RequestHeaders: { origin } }),
    }),
  cors: ({ host, origin, ...request }) =>
    `${combined({ ...request, host, origin })} ${host} "${origin || '-'}" "${request.method === 'OPTIONS' ? 'PUT' : '-'}"`,
  lighttpd: (request) => combined(request).replace(' - - ', ` ${request.host} - `),
  haproxy: ({ time, client, method, target, status }) =>
    `${client}:33317 [${clf(time - 7200).slice(0, 20)}.655] http-in~ static/srv1 10/0/30/69/109 ${status} 2750 - - ---- 1/1/1/1/0 0/0 {1wt.eu} {} "${method} ${target} HTTP/1.1"`,
  envoy: ({ time, client, method, host, target, status }) =>
    `[${iso(time)}] "${method} ${target} HTTP/1.1" ${status} - 0 154 2 1 "${client}" "${agent}" "7ae" "${host}" "10.0.35.28:80"`,
  istio: ({ time, client, method, host, target, status }) =>
    `[${iso(time)}] "${method} ${target} HTTP/1.1" ${status} - via_upstream - "-" 0 135 3 1 "-" "${agent}" "84961386" "${host}" "127.0.0.1:80" inbound|8000|| 127.0.0.1:44854 10.44.1.23:80 ${client}:49656 outbound_.8000_._.httpbin default`,
  iis: ({ time, client, method, target, status, origin }) =>
    `${iso(time).slice(0, 19).replace('T', ' ')} 10.0.0.4 ${method} ${target.split('?')[0]} ${target.split('?')[1] ?? '-'} 443 - ${client} Mozilla/5.0+(X11) ${referer(origin)} ${status} 0 0 15`,
  s3: ({ time, client, method, host, target, status, origin }) =>
    `79a59df900b949e5 bucket [${clf(time)}] ${client} - 3E57427F3EXAMPLE REST.${method}.PREFLIGHT - "${method} ${target} HTTP/1.1" ${status} - 113 - 7 - "${referer(origin)}" "${agent}" - s9lzHYrFp76ZVxRcpX9= - ECDHE-RSA-AES128-GCM-SHA256 - ${host} TLSv1.2 - -`,
  'apigateway-csv': ({ time, client, method, target, status }) =>
    `${client},-,-,${clf(time)},${method},${target},HTTP/1.1,${status},3,c6af9ac6`,
  'envoy-json': ({ time, client, method, host, target, status }) =>
    JSON.stringify({
      authority: host,
      bytes_sent: 0,
      downstream_remote_address: `${client}:49656`,
      method,
      path: target,
      protocol: 'HTTP/1.1',
      response_code: status,
      start_time: iso(time),
      user_agent: AGENT,
      x_forwarded_for: null,
    }),
  apigateway: ({ time, client, method, target, status }) =>
    JSON.stringify({
      requestId: 'c6af9ac6',
      ip: client,
      caller: '-',
      user: '-',
      requestTime: clf(time),
      httpMethod: method,
      resourcePath: target,
      status: String(status),
      protocol: 'HTTP/1.1',
      responseLength: '3',
    }),
  'cloudfront-json': ({ time, client, method, host, target, status, origin }) =>
    JSON.stringify({
      date: iso(time).slice(0, 10),
      time: iso(time).slice(11, 19),
      'c-ip': client,
      'cs-method': method,
      'cs(Host)': 'd111.cloudfront.net',
      'cs-uri-stem': target,
      'sc-status': String(status),
      'cs(Referer)': referer(origin),
      'x-host-header': host,
    }),
  gcp: ({ time, client, method, host, target, status, origin }) =>
    JSON.stringify({
      httpRequest: {
        requestMethod: method,
        requestUrl: `https://${host}${target}`,
        status,
        userAgent: AGENT,
        remoteIp: client,
        ...(origin !== '' && { referer: referer(origin) }),
      },
      resource: { type: 'http_load_balancer' },
      timestamp: iso(time),
    }),
  'azure-gateway': ({ time, client, method, host, target, status }) =>
    JSON.stringify({
      timeStamp: iso(time),
      category: 'ApplicationGatewayAccessLog',
      properties: {
        clientIP: client,
        httpMethod: method,
        requestUri: target,
        httpStatus: status,
        host,
        originalHost: host,
      },
    }),
  kong: ({ time, client, method, host, target, status, origin }) =>
    JSON.stringify({
      request: { method, uri: target, headers: { host, ...(origin !== '' && { origin }) } },
      response: { status, headers: { 'access-control-allow-methods': 'GET,OPTIONS' } },
      client_ip: client,
      started_at: time * 1000,
    }),
  vercel: ({ time, client, method, host, target, status, origin }) =>
    JSON.stringify({
      id: '1573817187330377061717300000',
      message: 'x',
      timestamp: time * 1000,
      source: 'lambda',
      host,
      proxy: {
        timestamp: time * 1000,
        method,
        host,
        path: target,
        referer: referer(origin),
        statusCode: status,
        clientIp: client,
      },
    }),
  fastly: ({ time, client, method, host, target, status, origin }) =>
    JSON.stringify({
      timestamp: `${iso(time).slice(0, 19)}+0000`,
      client_ip: client,
      host,
      url: target,
      request_method: method,
      request_protocol: 'HTTP/2',
      request_referer: origin === '' ? '' : referer(origin),
      response_status: status,
    }),
  'lograge-json': ({ time, client, method, host, target, status, origin }) =>
    JSON.stringify({
      method,
      path: target,
      format: 'html',
      controller: 'UsersController',
      status,
      duration: 4.2,
      remote_ip: client,
      host,
      ...(origin !== '' && { origin }),
      '@timestamp': iso(time),
    }),
  pino: ({ time, client, method, host, target, status, origin }) =>
    JSON.stringify({
      level: 30,
      time: time * 1000,
      req: { id: 1, method, url: target, headers: { host, ...(origin !== '' && { origin }) }, remoteAddress: client },
      res: { statusCode: status, headers: { allow: 'GET, OPTIONS' } },
      responseTime: 3,
      msg: 'request completed',
    }),
  json: ({ time, client, method, host, target, status, origin }) =>
    JSON.stringify({
      time_local: clf(time),
      remote_addr: client,
      request: `${method} ${target} HTTP/1.1`,
      status: String(status),
      http_referer: origin === '' ? '' : referer(origin),
      http_host: host,
    }),
  lograge: ({ time, client, method, host, target, status, origin }) =>
    `method=${method} path=${target} format=html controller=UsersController action=show status=${status} duration=4.20 time=${iso(time)} remote_ip=${client} host=${host} origin=${origin}`,
  [CUSTOM]: ({ time, client, method, host, target, status, origin }) =>
    `{"at":"${iso(time + 7200).slice(0, 19)}+02:00","ip":"${client}","vhost":"${host}","line":"${method} ${target} HTTP/1.1","status":${status},"origin":"${origin}"}`,
  '$remote_addr $host $request_method $request_uri $status $msec $http_origin': ({ origin, ...request }) =>
    `${request.client} ${request.host} ${request.method} ${request.target} ${request.status} ${request.time}.250 ${origin || '-'}`,
  '%t %{usec}T %a %V %m "%U%q" %>s "%{Origin}i"': ({ time, client, method, host, target, status, origin }) =>
    `[${clf(time)}] 812 ${client} ${host} ${method} "${target}" ${status} "${origin || '-'}"`,
};

/** Whether a format logs the host, and the page's origin. */
export const LOGS_HOST = (format: string): boolean =>
  !['combined', 'common', 'haproxy', 'iis', 'apigateway', 'apigateway-csv'].includes(format);
export const LOGS_ORIGIN = (format: string): boolean =>
  ![
    'common',
    'alb',
    'haproxy',
    'envoy',
    'istio',
    'envoy-json',
    'apigateway',
    'apigateway-csv',
    'azure-gateway',
  ].includes(format);
