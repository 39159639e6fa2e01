/** A request, and how each server writes it. */
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
/** As at a server whose clock is two hours ahead. */
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
  [CUSTOM]: ({ time, client, method, host, target, status, origin }) =>
    `{"at":"${iso(time + 7200).slice(0, 19)}+02:00","ip":"${client}","vhost":"${host}","line":"${method} ${target} HTTP/1.1","status":${status},"origin":"${origin}"}`,
  '$remote_addr $host $request_method $request_uri $status $msec $http_origin': ({ origin, ...request }) =>
    `${request.client} ${request.host} ${request.method} ${request.target} ${request.status} ${request.time}.250 ${origin || '-'}`,
  '%t %{usec}T %a %V %m "%U%q" %>s "%{Origin}i"': ({ time, client, method, host, target, status, origin }) =>
    `[${clf(time)}] 812 ${client} ${host} ${method} "${target}" ${status} "${origin || '-'}"`,
};

/** Formats that log the host, and the page's origin. */
export const LOGS_HOST = (format: string): boolean => !['combined', 'common'].includes(format);
export const LOGS_ORIGIN = (format: string): boolean => !['common', 'alb'].includes(format);
