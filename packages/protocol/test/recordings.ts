import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { EngineName, HeaderList, PageRequest, Send } from '../src/index.js';

/** A scripted response; `drop` closes the connection. `{APP}`, `{API}`, `{OTHER}` and `{ID}` are filled in. */
interface ScriptedResponse {
  readonly status?: number;
  readonly headers?: HeaderList;
  readonly drop?: boolean;
}
interface Leg {
  readonly preflight?: ScriptedResponse;
  readonly response?: ScriptedResponse;
}
export interface RecordedRequest {
  readonly method: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly mode?: NonNullable<PageRequest['mode']>;
  readonly credentials?: NonNullable<PageRequest['credentials']>;
  readonly redirect?: NonNullable<PageRequest['redirect']>;
  readonly via?: 'xhr';
  readonly upload?: boolean;
  readonly target?: 'app' | 'other';
  readonly leg?: string;
}
export interface Case extends Leg {
  readonly name: string;
  readonly request: RecordedRequest;
  readonly then?: readonly RecordedRequest[];
  readonly legs?: Readonly<Record<string, Leg>>;
}
/** What an engine did with one request of a case. */
export interface Run {
  readonly result:
    | { readonly outcome: 'ok'; status: number; type: string; redirected: boolean | null; headers: HeaderList }
    | { readonly outcome: 'error'; name: string; message: string };
  readonly messages: readonly string[];
  readonly sent: readonly { server: string; leg: string; method: string; headers: HeaderList }[];
}

const APP = 'http://localhost:7101';
const SERVERS: Record<string, string> = { app: APP, api: 'http://127.0.0.1:7102', other: 'http://127.0.0.1:7103' };

const file = (name: string) => new URL(`recordings/${name}`, import.meta.url);

export const cases: readonly Case[] = JSON.parse(readFileSync(file('cases.json'), 'utf8'));

/** What the engine did, by the name of the case. */
export function recording(engine: Exclude<EngineName, 'standard'>): Map<string, readonly Run[]> {
  const { results } = JSON.parse(gunzipSync(readFileSync(file(`${engine}.json.gz`))).toString());
  return new Map(results.map((r: { name: string; runs: Run[] }) => [r.name, r.runs]));
}

export function pageRequest(recorded: RecordedRequest): PageRequest {
  const { method, headers, body, mode, credentials, redirect, via, upload, target, leg } = recorded;
  return {
    origin: APP,
    url: `${SERVERS[target ?? 'api']}/c/{ID}/${leg ?? 'main'}`.replace('{ID}', 'ID'),
    method,
    headers: Object.entries(headers ?? {}),
    initiator: via ?? 'fetch',
    ...(body === undefined ? {} : { body }),
    ...(mode === undefined ? {} : { mode }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(redirect === undefined ? {} : { redirect }),
    ...(upload === undefined ? {} : { uploadListener: upload }),
  };
}

const fill = (text: string) =>
  text
    .replaceAll('{APP}', APP)
    .replaceAll('{API}', SERVERS.api as string)
    .replaceAll('{OTHER}', SERVERS.other as string)
    .replaceAll('{ID}', 'ID');

/** Responds as the recording's servers did. */
export function scriptedSend({ legs, preflight, response }: Case, sent: Run['sent'][number][]): Send {
  return async ({ url, method, headers, body }) => {
    const { origin, pathname } = new URL(url);
    const leg = pathname.split('/').at(-1) as string;
    const server = Object.entries(SERVERS).find(([, at]) => at === origin)?.[0] as string;
    sent.push({ server, leg, method, headers });
    const script = legs?.[leg] ?? { preflight, response };
    const isPreflight = method === 'OPTIONS' && headers.some(([name]) => name === 'Access-Control-Request-Method');
    const scripted = isPreflight ? script.preflight : script.response;
    if (!scripted || scripted.drop) throw new Error('the connection was closed');
    const status = scripted.status ?? 200;
    const bodyless = method === 'HEAD' || [204, 304].includes(status);
    return {
      status,
      headers: [
        ...(scripted.headers ?? []).map(([name, value]) => [name, fill(value)] as const),
        ...(bodyless ? [] : [['Content-Length', '2'] as const]),
        ['Cache-Control', 'no-store'],
        ...(body === undefined ? [] : []),
      ],
    };
  };
}
