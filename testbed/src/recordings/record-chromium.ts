import type { DevTools } from '../browsers/devtools.js';
import { type HarEntry, type HarHeaders, harEntry } from './har-entry.js';

type Headers = Readonly<Record<string, string>>;

interface Hop {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly type: string;
  response?: { readonly status: number; readonly headers: Headers };
}

/** One request with its redirects. What came from the network itself is reported apart, in the same order. */
interface Load {
  readonly hops: Hop[];
  readonly sent: Headers[];
  readonly received: { readonly status: number; readonly headers: Headers }[];
  error?: string;
}

/** Records what the Network panel of the developer tools shows, in its export's form: without cookies and Authorization. */
export async function recordChromium(devTools: DevTools, sessionId: string): Promise<() => readonly HarEntry[]> {
  const loads = new Map<string, Load>();
  const loadOf = (id: unknown): Load => {
    const load = loads.get(String(id)) ?? { hops: [], sent: [], received: [] };
    loads.set(String(id), load);
    return load;
  };
  devTools.on('Network.requestWillBeSent', ({ requestId, request, type, redirectResponse }) => {
    const { hops } = loadOf(requestId);
    const last = hops.at(-1);
    if (last && redirectResponse) last.response = redirectResponse as NonNullable<Hop['response']>;
    const { url, method, headers } = request as Hop;
    hops.push({ url, method, headers, type: String(type).toLowerCase() });
  });
  devTools.on('Network.requestWillBeSentExtraInfo', ({ requestId, headers }) => {
    loadOf(requestId).sent.push(headers as Headers);
  });
  devTools.on('Network.responseReceived', ({ requestId, response }) => {
    const last = loadOf(requestId).hops.at(-1);
    if (last) last.response = response as NonNullable<Hop['response']>;
  });
  devTools.on('Network.responseReceivedExtraInfo', ({ requestId, statusCode, headers }) => {
    loadOf(requestId).received.push({ status: Number(statusCode), headers: headers as Headers });
  });
  devTools.on('Network.loadingFailed', ({ requestId, errorText }) => {
    loadOf(requestId).error = String(errorText);
  });
  await devTools.command('Network.enable', {}, sessionId);
  return () => {
    const entries = [...loads.values()].flatMap(entriesOf);
    loads.clear();
    return entries;
  };
}

const entriesOf = ({ hops, sent, received, error }: Load): HarEntry[] =>
  hops.map(({ url, method, headers, type, response }, i) => {
    const { status = 0, headers: answered = {} } = received[i] ?? response ?? {};
    return harEntry(
      { url: url.replace(/#.*$/s, ''), method, headers: sanitized(sent[i] ?? headers) },
      {
        status,
        headers: sanitized(answered),
        _error: i === hops.length - 1 ? (error ?? null) : null,
      },
      type,
    );
  });

/** The export leaves these out unless sensitive data is asked for. A line break separates lines of one name. */
const sanitized = (headers: Headers): HarHeaders =>
  Object.entries(headers)
    .filter(([name]) => !/^(?:cookie|set-cookie|authorization)$/i.test(name))
    .flatMap(([name, lines]) => lines.split('\n').map((value) => ({ name, value })));
