import {
  embeddedSource,
  ImportError,
  type ImportedRequest,
  type ImportProblem,
  type ImportSource,
  importSource,
  importText,
} from '@corsmith/evidence';
import { type ParsedMessage, parseConsoleText, parseUrl } from '@corsmith/protocol';
import { explainAccessLog } from './access-log.js';
import { type Explanation, explainMessage } from './explanation.js';
import { type Kind, nearestKinds } from './nearest-kinds.js';
import { judgeRecorded, type RecordedVerdict } from './recorded.js';
import { explainResponseHead } from './response-head.js';

/** What a text contains that somebody pasted. */
export type Understood =
  | { readonly kind: 'messages'; readonly source: MessageSource; readonly explanations: readonly Explanation[] }
  | { readonly kind: 'recorded'; readonly source: ImportSource; readonly requests: readonly RecordedVerdict[] }
  | { readonly kind: 'requests'; readonly source: ImportSource; readonly requests: readonly ImportedRequest[] }
  /** It is something that can be read, and is broken. */
  | { readonly kind: 'broken'; readonly problems: readonly ImportProblem[] }
  | { readonly kind: 'unknown'; readonly nearest: readonly Kind[] };

export type MessageSource = 'console' | 'raw-http' | 'server-log';

/** Detects what a text is and explains it, without sending anything. `origin` is the page's, where the text does not name it. */
export async function understandText(text: string, origin?: string): Promise<Understood> {
  const source = importSource(text);
  const imported = source === undefined ? undefined : importedFrom(text, source);
  if (source !== undefined && Array.isArray(imported)) return judged(imported, source, origin);
  const messages = parseConsoleText(text);
  if (messages.some(({ kind }) => kind !== 'follow-up')) return explained(messages, origin);
  const embedded = embeddedSource(text);
  const found = embedded === undefined ? undefined : importedFrom(text, embedded);
  if (embedded !== undefined && Array.isArray(found) && found.length > 0) return judged(found, embedded, origin);
  if (messages.length > 0) return explained(messages, origin);
  const logged = explainAccessLog(text);
  if (logged) return { kind: 'messages', source: 'server-log', explanations: [logged] };
  const head = await explainResponseHead(text, origin);
  if (head) return { kind: 'messages', source: 'raw-http', explanations: [head] };
  if (imported instanceof ImportError) return { kind: 'broken', problems: imported.problems };
  const url = /^\s*<?(https?:\/\/[^\s<>"]{1,8192})>?\s*$/.exec(text)?.[1];
  if (url !== undefined && parseUrl(url))
    return judged([{ source: 'url', request: { url }, secrets: [], notes: [] }], 'url', origin);
  return { kind: 'unknown', nearest: nearestKinds(text) };
}

/** Whether it may be a configuration or code of a server. A message of the browser, and a request that was recorded, say more than code around them. */
export const mayBeConfiguration = (understood: Understood): boolean =>
  understood.kind === 'unknown' ||
  understood.kind === 'broken' ||
  (understood.kind === 'requests' && understood.source === 'code') ||
  (understood.kind === 'messages' &&
    understood.explanations.every(
      ({ message: { kind }, title }) => kind === 'server' || kind === 'follow-up' || title !== undefined,
    ));

function importedFrom(text: string, source: ImportSource): readonly ImportedRequest[] | ImportError {
  try {
    return importText(text, source);
  } catch (error) {
    if (error instanceof ImportError) return error;
    throw error;
  }
}

const explained = (messages: readonly ParsedMessage[], origin: string | undefined): Understood => ({
  kind: 'messages',
  source: 'console',
  explanations: messages.map((message) =>
    explainMessage(origin === undefined || message.origin !== undefined ? message : { ...message, origin }),
  ),
});

async function judged(
  imported: readonly ImportedRequest[],
  source: ImportSource,
  origin: string | undefined,
): Promise<Understood> {
  const requests = imported.map((one) => withOrigin(one, origin));
  const [first] = requests;
  const found = first?.source ?? source;
  if (!RECORDINGS.includes(found) && requests.every(({ recorded }) => recorded === undefined))
    return { kind: 'requests', source: found, requests };
  const verdicts: RecordedVerdict[] = [];
  for (const one of requests) verdicts.push(await judgeRecorded(one));
  const recording = requests.find(({ recorded }) => recorded !== undefined)?.source ?? found;
  return { kind: 'recorded', source: recording, requests: verdicts };
}

const RECORDINGS: readonly ImportSource[] = ['har', 'playwright-trace'];

/** A relative URL goes to the page's own origin. */
function withOrigin(imported: ImportedRequest, given: string | undefined): ImportedRequest {
  const { origin = given, url } = imported.request;
  if (origin === undefined) return parseUrl(url) ? imported : { ...imported, notes: [...imported.notes, RELATIVE] };
  return {
    ...imported,
    request: {
      ...imported.request,
      origin,
      url: parseUrl(url)?.href === undefined ? (parseUrl(url, origin)?.href ?? url) : url,
    },
  };
}

const RELATIVE =
  'The URL is relative: the request goes to the page’s own origin, where CORS plays no part unless it is redirected. Pass --origin to check it.';
