import { domainToUnicode } from 'node:url';
import { type Audit, audit } from '@corsmith/audit';
import { allowing } from '../../../packages/audit/test/matcher-server.js';
import { type Doorkeeper, serveSocket } from '../../../packages/audit/test/socket-server.js';
import { type Script, serve } from '../../../packages/doctor/test/scripted-server.js';
import { EXAMPLE } from './settled.js';

/** The page's origin in every example. */
export const APP = 'https://app.example.com';

/** What a server does, as its source says it, and what the person says is right. */
export interface AuditExample {
  /** Where the origin is compared; or in words, where that is not what is wrong. */
  readonly code: string;
  readonly language: 'js' | 'text';
  readonly trusted: readonly string[];
  readonly script: Script;
  /** The status of a WebSocket's handshake. */
  readonly socket?: Doorkeeper;
}

/** The code is run: a page shows what really was audited. */
function comparing(code: string, trusted: readonly string[] = [APP]): AuditExample {
  const allows = new Function('origin', 'allowed', 'domainToUnicode', `return ${code};`);
  const script: Script = ({ headers: { origin } }) => ({
    status: 200,
    headers: [
      ['X-Powered-By', 'Express'],
      ['Vary', 'Origin'],
      ...(origin !== undefined && allows(origin, trusted, domainToUnicode) ? allowing(origin) : []),
    ],
  });
  return { code, language: 'js', trusted, script };
}

const responding = (code: string, script: Script): AuditExample => ({ code, language: 'text', trusted: [APP], script });

/** A server for each finding. */
export const auditExamples: Readonly<Record<string, AuditExample>> = {
  'reflects-any-origin': comparing("origin !== ''"),
  'null-allowed': comparing("[...allowed, 'null'].includes(origin)"),
  'substring-match': comparing("origin.includes('app.example.com')"),
  'prefix-match': comparing("origin.startsWith('https://app.example.com')"),
  'suffix-match': comparing('/^https:.*example\\.com$/.test(origin)'),
  'part-of-list': comparing("'https://app.example.com,https://admin.example.com'.includes(origin)"),
  'any-ending': comparing('/^https:\\/\\/app\\.example\\.[a-z]{2,}$/.test(origin)'),
  'unescaped-dot': comparing('/^https:\\/\\/app.example.com$/.test(origin)'),
  'any-subdomain': comparing('/^https:\\/\\/[a-z0-9-]+\\.example\\.com$/.test(origin)'),
  'http-allowed': comparing('/^https?:\\/\\/app\\.example\\.com$/.test(origin)'),
  'any-port': comparing('/^https:\\/\\/app\\.example\\.com(:\\d+)?$/.test(origin)'),
  'localhost-allowed': comparing("[...allowed, 'http://localhost:3000'].includes(origin)"),
  'address-allowed': comparing('allowed.includes(origin) || /^http:\\/\\/192\\.168\\.[0-9.]+(:[0-9]+)?$/.test(origin)'),
  'preview-hosts': comparing('allowed.includes(origin) || /^https:\\/\\/[a-z0-9-]+\\.vercel\\.app$/.test(origin)'),
  'extension-allowed': comparing("allowed.includes(origin) || origin.startsWith('chrome-extension://')"),
  'third-party': comparing("[...allowed, 'https://cdpn.io'].includes(origin)"),
  'look-alike': comparing(
    "URL.canParse(origin) && domainToUnicode(new URL(origin).host).normalize('NFD').replace(/\\p{M}/gu, '') === 'app.example.com'",
  ),
  'special-characters': comparing(
    'allowed.includes(origin) || /^http:\\/\\/app\\.example\\.com[^a-z0-9.:-]/.test(origin)',
  ),
  'preflight-only': responding(
    'OPTIONS   Access-Control-Allow-Origin: the request’s Origin\nGET       Access-Control-Allow-Origin: https://app.example.com',
    ({ method, headers: { origin = '' } }) => ({
      status: 200,
      headers: [['Vary', 'Origin'], ...(method === 'OPTIONS' || origin === APP ? allowing(origin) : [])],
    }),
  ),
  'cache-poisoning': responding(
    'Access-Control-Allow-Origin: https://app.example.com   (only for that origin)\nCache-Control: max-age=60\n                                                        (no Vary: Origin)',
    ({ headers: { origin } }) => ({
      status: 200,
      headers: [
        ['Cache-Control', 'max-age=60'],
        ...(origin === APP ? [['Access-Control-Allow-Origin', APP] as const] : []),
      ],
    }),
  ),
  'websocket-hijacking': {
    code: "server.on('upgrade', (request, socket, head) => {\n  // finds the session by request.headers.cookie, and never looks at request.headers.origin\n});",
    language: 'js',
    trusted: [APP],
    script: () => ({ status: 404, headers: [] }),
    socket: ({ headers: { cookie = '' } }) => (cookie.includes('session=') ? 101 : 401),
  },
  'wildcard-on-private-network': responding('Access-Control-Allow-Origin: *', () => ({
    status: 200,
    headers: [['Access-Control-Allow-Origin', '*']],
  })),
};

const PRIVATE = 'http://192.168.0.10';

/** An audit of it, with what is new in every run said in one way. */
export async function auditOf(id: string): Promise<Audit> {
  const { script, socket, trusted } = auditExamples[id]!;
  const port = socket ? (await serveSocket(socket)).port : (await serve(script)).port;
  const isInside = id === 'wildcard-on-private-network';
  const url = socket ? `${EXAMPLE.replace('https', 'wss')}/live` : `${isInside ? PRIVATE : EXAMPLE}/users`;
  const found = await audit(
    { url, trusted, ...(socket && { headers: [['Cookie', 'session=1']] }) },
    {
      direct: { host: '127.0.0.1', port, scheme: 'http' },
      resolve: async () => [isInside ? '192.168.0.10' : '203.0.113.7'],
    },
  );
  const key = /corsmith=([a-p]{8})-/.exec(found.exchanges[0]!.request.url)![1]!;
  return JSON.parse(JSON.stringify(found).replaceAll(key, 'abcdefgh'));
}
