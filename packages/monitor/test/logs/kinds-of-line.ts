import { type Request, writers } from './log-lines.js';

/** A line format in practice: how it is written, which format is detected, and which fields are missing. */
export interface KindOfLine {
  readonly write: (request: Request) => string;
  readonly format: string;
  readonly lacks?: 'times' | 'times and clients';
}

const iso = (time: number) => new Date(time * 1000).toISOString();
const combined = writers.combined!;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const syslogTime = (time: number) => {
  const date = new Date(time * 1000);
  return `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)} ${iso(time).slice(11, 19)}`;
};
const own = (format: string): KindOfLine => ({ format, write: writers[format]! });
const spaced = (format: string): KindOfLine => ({
  format,
  write: (request) => JSON.stringify(JSON.parse(writers[format]!(request)), null, 1).replaceAll(/\n */g, ' '),
});
const uvicorn = ({ client, method, target, status }: Request) =>
  `INFO:     ${client}:52044 - "${method} ${target} HTTP/1.1" ${status} Not Found`;
const herokuRouter = ({ client, method, host, target, status }: Request) =>
  `at=info method=${method} path="${target}" host=${host} request_id=8601b555 fwd="${client}" dyno=web.1 connect=0ms service=1ms status=${status} bytes=0 protocol=https`;
const lograge = ({ client, method, host, target, status }: Request) =>
  `method=${method} path=${target} format=*/* controller=OrdersController action=update status=${status} duration=1.27 view=0.00 ip=${client} host=${host}`;
const morganDev = ({ method, target, status }: Request) =>
  `\x1b[0m${method} ${target} \x1b[33m${status}\x1b[0m 1.283 ms - 139\x1b[0m`;

/** Wrappers around a line of nginx, and around lines that have no time of their own. */
const wrap = {
  docker: (line: string, time: number) =>
    JSON.stringify({ log: `${line}\n`, stream: 'stdout', time: iso(time).replace('Z', '123456Z') }),
  cri: (line: string, time: number) => `${iso(time).replace('Z', '000001Z')} stdout F ${line}`,
  compose: (line: string) => `web-1  | ${line}`,
  syslog: (line: string, time: number) => `${syslogTime(time)} web01 nginx[812]: ${line}`,
  priority: (line: string, time: number) => `<190>${syslogTime(time)} web01 nginx: ${line}`,
  syslog5424: (line: string, time: number) => `<190>1 ${iso(time)} web01 nginx 812 - - ${line}`,
  logplex: (line: string, time: number) =>
    `234 <158>1 ${iso(time).replace('Z', '+00:00')} host heroku router - ${line}`,
  journal: (line: string, time: number) =>
    JSON.stringify({ __CURSOR: 's=1', __REALTIME_TIMESTAMP: `${time}000000`, _COMM: 'nginx', MESSAGE: line }),
  heroku: (line: string, time: number) => `${iso(time).replace('Z', '+00:00')} heroku[router]: ${line}`,
  filebeat: (line: string, time: number) =>
    JSON.stringify({ '@timestamp': iso(time), message: line, stream: 'stdout' }),
  timestamps: (line: string, time: number) => `${iso(time)} ${line}`,
  kubectl: (line: string) => `[pod/web-5d/nginx] ${line}`,
};
const around = (name: keyof typeof wrap, write = combined, format = 'combined'): KindOfLine => ({
  format,
  write: (request) => wrap[name](write(request), request.time),
});

const nginxJson = ({ time, client, method, host, target, status, origin }: Request) =>
  `{"time_iso8601":"${iso(time).slice(0, 19)}+00:00","remote_addr":"${client}","request_method":"${method}","request_uri":"${target}","status":${status},"host":"${host}","http_origin":"${origin}"}`;

export const KINDS_OF_LINE: Readonly<Record<string, KindOfLine>> = {
  'nginx, combined': own('combined'),
  'nginx, combined and more': { format: 'combined', write: (one) => `${combined(one)} "-" rt=0.1 uct="0.0"` },
  'nginx, as the documentation recommends': own('cors'),
  'nginx, JSON with the request line': own('json'),
  'nginx, JSON with method and URI': { format: 'json', write: nginxJson },
  'ingress-nginx': {
    format: 'combined',
    write: (one) => `${combined(one)} 512 0.003 [default-web-80] [] 10.1.2.3:80 0 0.003 ${one.status} 5f2a`,
  },
  'Apache, vhost_combined': own('vhost'),
  'Apache, common': own('common'),
  lighttpd: own('lighttpd'),
  Caddy: own('caddy'),
  'Caddy, with spaces': spaced('caddy'),
  'Traefik, CLF': { format: 'combined', write: (one) => `${combined(one)} 12 "api@docker" "http://10.0.0.2:80" 3ms` },
  'Traefik, JSON': own('traefik'),
  'Traefik, with spaces': spaced('traefik'),
  'HAProxy, httplog': own('haproxy'),
  'HAProxy, httplog through syslog': {
    format: 'haproxy',
    write: (one) => `${syslogTime(one.time)} lb haproxy[14389]: ${writers.haproxy!(one)}`,
  },
  Envoy: own('envoy'),
  'Envoy, JSON': own('envoy-json'),
  Istio: own('istio'),
  'IIS, W3C': own('iis'),
  'AWS ALB': own('alb'),
  'AWS CloudFront': own('cloudfront'),
  'AWS CloudFront, JSON': own('cloudfront-json'),
  'AWS S3': own('s3'),
  'AWS API Gateway, JSON': own('apigateway'),
  'AWS API Gateway, CLF': {
    format: 'common',
    write: (one) => `${writers.common!(one).replace(' - ann lee ', ' - - ')} c6af9ac6-7b61-11e6-9a41-93e8deadbeef`,
  },
  'AWS API Gateway, CSV': own('apigateway-csv'),
  'Google Cloud Load Balancing': own('gcp'),
  'Azure Application Gateway': own('azure-gateway'),
  Cloudflare: own('cloudflare'),
  'Cloudflare, with spaces': spaced('cloudflare'),
  Fastly: own('fastly'),
  'Fastly, syslog': {
    format: 'combined',
    write: (one) => `<134>${iso(one.time).slice(0, 19)}Z cache-fra123 logs[4242]: ${combined(one)}`,
  },
  Vercel: own('vercel'),
  'Heroku, router': { ...around('heroku', herokuRouter, 'heroku') },
  'Heroku, drain': { ...around('logplex', herokuRouter, 'heroku') },
  'Kong, file-log': own('kong'),
  'lograge, text': { format: 'lograge', lacks: 'times', write: lograge },
  'lograge, with the time': own('lograge'),
  'lograge, JSON': own('lograge-json'),
  'pino-http': own('pino'),
  'morgan, dev': { format: 'morgan-dev', lacks: 'times and clients', write: morganDev },
  'morgan, dev, in Docker': { ...around('docker', morganDev, 'morgan-dev'), lacks: 'times and clients' },
  uvicorn: { format: 'uvicorn', lacks: 'times', write: uvicorn },
  'uvicorn, in Docker': around('docker', uvicorn, 'uvicorn'),
  'uvicorn, in Kubernetes': around('cri', uvicorn, 'uvicorn'),
  'uvicorn, through journalctl': around('syslog', uvicorn, 'uvicorn'),
  'Docker, json-file': around('docker'),
  'Kubernetes, CRI': around('cri'),
  'docker compose': around('compose'),
  'kubectl --prefix': around('kubectl'),
  'kubectl --timestamps': around('timestamps'),
  'syslog, RFC 3164': around('syslog'),
  'syslog, RFC 3164 with its priority': around('priority'),
  'syslog, RFC 5424': around('syslog5424'),
  'journalctl, JSON': around('journal'),
  Filebeat: around('filebeat'),
  'Caddy, in Docker': around('docker', writers.caddy, 'caddy'),
  'pino-http, in Kubernetes': around('cri', writers.pino, 'pino'),
};
