import { splitOnCommas } from '@corsmith/protocol';
import { reflectsAnyOrigin } from './classes/reflects-any-origin.js';
import { type Context, classify } from './classify.js';
import { socketExploitOf } from './exploit.js';
import type { Finding } from './finding.js';
import { socketImpactOf } from './impact.js';
import { gradeOf, withoutCredentials } from './severity.js';
import { socketUrl } from './websocket.js';

/** Why the visitor's cookies are known to count, or that they are not. */
export type Sessions = 'checked' | 'required' | 'unknown';

/** What pages of other sites can open. One finding: the origins say which, and the advice what allows them. */
export function socketHijacking(context: Context, sessions: Sessions): Finding | undefined {
  const { target, prober, attempts } = context;
  const [worst, ...others] = classify(context);
  const origin = worst?.origins[0];
  if (!worst || origin === undefined) return undefined;
  const reaches = sessions === 'unknown' ? withoutCredentials(worst.browsers) : worst.browsers;
  const { attacker } = worst;
  const grade = gradeOf(attacker, reaches, target);
  if (!grade) return undefined;
  const exchange = prober.resultOf(origin)?.actual;
  const protocols = (attempts.read.headers ?? []).flatMap(([name, value]) =>
    /^sec-websocket-protocol$/i.test(name) ? splitOnCommas(value) : [],
  );
  return {
    id: 'websocket-hijacking',
    title:
      worst.id === reflectsAnyOrigin.id
        ? 'The WebSocket accepts pages of any origin'
        : 'The WebSocket accepts pages of other sites',
    severity: grade.severity,
    severityReason: sessions === 'unknown' ? UNKNOWN[target.network] : grade.reason,
    attacker,
    ...socketImpactOf(attacker, origin, reaches, target),
    browsers: reaches,
    origins: [...new Set([worst, ...others].flatMap(({ origins }) => origins))],
    evidence: exchange
      ? [
          { text: `Origin: ${origin}`, exchange: exchange.index },
          { text: '101 Switching Protocols', exchange: exchange.index },
        ]
      : [],
    exploit: socketExploitOf(origin, socketUrl(target.url), protocols),
    advice: `Browsers apply no CORS to WebSockets: compare the whole Origin of the handshake with a list, and respond with 403 to all others.${worst.id === reflectsAnyOrigin.id ? '' : ` ${worst.advice}`}`,
  };
}

const UNKNOWN = {
  public: 'it is not known whether the server relies on cookies',
  private: 'only the visitor’s browser can reach the server',
} as const;
