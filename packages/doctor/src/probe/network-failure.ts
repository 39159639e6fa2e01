import {
  codeOf,
  isLoopbackHost,
  messageOf,
  type NetworkFailure,
  type NetworkFailureId,
  recordOf,
} from '@corsmith/protocol';
import type { Attempt } from './attempt.js';
import { TimeLimitReached } from './deadline.js';
import { FailedExchange } from './failed-exchange.js';
import type { Stage, Target } from './open-socket.js';
import { tlsSentence } from './tls-alert.js';
import { visible } from './visible.js';

/** Any error on the way to a response, as a failure that a person can act on. */
export function networkFailure(
  error: unknown,
  place: { readonly target: Target; readonly stage: Stage },
  timeoutMs: number,
): NetworkFailure {
  const found = failureOf(error, place, timeoutMs);
  const isConnecting = place.stage === 'lookup' || place.stage === 'connect';
  const unused = isConnecting && !isLoopbackHost(place.target.host) && PROXIES.find((name) => process.env[name]);
  if (!unused) return found;
  return {
    ...found,
    message: `${found.message} ${unused} is set, and corsmith does not use it: a proxy may change the headers that count.`,
  };
}

const PROXIES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];

function failureOf(
  error: unknown,
  { target: { host, port }, stage }: { readonly target: Target; readonly stage: Stage },
  timeoutMs: number,
): NetworkFailure {
  const attempt: Attempt = { host, target: `${host.includes(':') ? `[${host}]` : host}:${port}`, stage, timeoutMs };
  if (error instanceof FailedExchange) return error.failure;
  if (error instanceof TimeLimitReached) return failure('timeout', 'TIMEOUT', timeoutSentence(attempt));
  const code = codeOf(error) ?? 'UNKNOWN';
  if (recordOf(error).syscall === 'getaddrinfo') return failure('dns-failure', code, lookupSentence(code, attempt));
  if (code === 'ETIMEDOUT') return failure('timeout', code, timeoutSentence(attempt));
  const unreachable = unreachableSentence(code, attempt);
  if (unreachable) return failure('connection-refused', code, unreachable);
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED')
    return failure('connection-reset', code, resetSentence(attempt));
  const tls = tlsSentence(code, attempt);
  if (tls) return failure('tls-failure', code, tls);
  return protocolFailure(code, messageOf(error), attempt);
}

const failure = (id: NetworkFailureId, code: string, message: string): NetworkFailure => ({ id, code, message });

function timeoutSentence({ stage, host, target, timeoutMs }: Attempt): string {
  const limit = `within ${timeoutMs / 1000} s`;
  switch (stage) {
    case 'lookup':
      return `DNS gave no address for ${host} ${limit}. Check this machine's network.`;
    case 'connect':
      return `${target} did not accept the connection ${limit}. A firewall may drop it, or the host is down.`;
    case 'handshake':
      return `${target} accepted the connection, but did not finish the TLS handshake ${limit}. It may not speak TLS.`;
    case 'response':
      return `${target} accepted the request, but sent no response headers ${limit}. Look there for a handler that never responds.`;
  }
}

function lookupSentence(code: string, { host }: Attempt): string {
  return code === 'EAI_AGAIN'
    ? `DNS did not respond for ${host}. Check this machine's network.`
    : `DNS knows no address for ${host}. Check how the name is written, and whether this machine is online.`;
}

function unreachableSentence(code: string, { target }: Attempt): string | undefined {
  switch (code) {
    case 'ECONNREFUSED':
      return `Nothing listens on ${target}: the connection was refused. Start the server, or correct the port.`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
      return `There is no way from this machine to ${target}. Check the address, the network and the VPN.`;
    case 'EACCES':
    case 'EPERM':
      return `This machine's firewall forbids the connection to ${target}.`;
    default:
      return undefined;
  }
}

function resetSentence({ stage, target }: Attempt): string {
  return stage === 'handshake'
    ? `${target} closed the connection during the TLS handshake. It may not speak TLS, or refuse this client.`
    : `${target} closed the connection without a response. Look into the server's log for a crash, or for a firewall that refuses the request.`;
}

function protocolFailure(code: string, message: string, { target, stage }: Attempt): NetworkFailure {
  const subject = stage === 'response' ? `The exchange with ${target} failed` : `No connection to ${target}`;
  return failure('protocol-failure', code, `${subject}: ${visible(message || code)}.`);
}
