import type { CorsErrorMessage, ParsedMessage } from './parsed-message.js';

/** The messages of one text, those that belong together as one, each once. */
export function combine(messages: readonly ParsedMessage[]): readonly ParsedMessage[] {
  const distinct = withoutConsequences(withNetworkLog(withoutRepetitions(withUrls(withRequired(messages)))));
  const withReason = distinct.filter((message) => message.kind !== 'follow-up' && !isStatusLine(message));
  if (withReason.length > 0) return withReason;
  const statusLines = distinct.filter(isStatusLine);
  return statusLines.length > 0 ? statusLines : distinct;
}

/** An error status is the reason only if nothing else is. */
const isStatusLine = (message: ParsedMessage): boolean =>
  message.kind === 'not-cors' && message.topic === 'http-status';

/** Without what only says that something was blocked where another message says why. */
function withoutConsequences(messages: readonly ParsedMessage[]): readonly ParsedMessage[] {
  const reasons = messages.filter(
    (message) => message.kind === 'not-cors' && !isStatusLine(message) && !isRefusal(message),
  );
  const urls = new Set(messages.filter(hasReason).map(({ url }) => url));
  const codes = new Set(
    messages.flatMap((message) => (hasReason(message) && message.url !== undefined ? [codeKey(message)] : [])),
  );
  return messages.filter((message) => {
    if (isRefusal(message)) return !reasons.some(({ engine = 'webkit' }) => engine === 'webkit');
    if (message.kind !== 'error') return true;
    if (!hasReason(message)) return !urls.has(message.url) && !(message.url === undefined && urls.size > 0);
    return message.url !== undefined || message.origin !== undefined || !codes.has(codeKey(message));
  });
}

/** WebKit says it of every request that it does not send. */
const isRefusal = (message: ParsedMessage): boolean =>
  message.kind === 'not-cors' && message.topic === 'refused-before-sending';

const hasReason = (message: ParsedMessage): boolean =>
  message.kind === 'error'
    ? message.code !== undefined || message.candidates !== undefined || message.entry !== undefined
    : message.kind === 'not-cors' && !isStatusLine(message) && !isRefusal(message);

const codeKey = (message: ParsedMessage): string => `${message.engine} ${message.kind === 'error' ? message.code : ''}`;

/** Internet Explorer names the URL in a line before its reason: `SEC7118: XMLHttpRequest for https://… required …`. */
function withRequired(messages: readonly ParsedMessage[]): readonly ParsedMessage[] {
  let required: ParsedMessage | undefined;
  return messages.map((message) => {
    if (message.text.startsWith('SEC711')) required = message;
    if (required?.url === undefined || message.kind !== 'error' || message.engine || message.url !== undefined)
      return message;
    return { ...message, url: required.url };
  });
}

/** WebKit says why in one line, and in the next what could not load. */
function withUrls(messages: readonly ParsedMessage[]): readonly ParsedMessage[] {
  const combined: ParsedMessage[] = [];
  /** Places in `combined` of reasons that wait for their URL. */
  const waiting: number[] = [];
  for (const message of messages) {
    const place = isAccessDenied(message) ? waiting.pop() : undefined;
    const reason = place === undefined ? undefined : combined[place];
    if (place !== undefined && reason) combined[place] = withUrl(reason, message);
    else {
      if (
        isWebkitReason(message) &&
        !(isRepeated(message) && combined.some((one) => saidKey(one) === saidKey(message)))
      )
        waiting.push(combined.length);
      combined.push(message);
    }
  }
  return combined;
}

/** A reason may name where a redirect led. */
function withUrl(reason: ParsedMessage, { url = reason.url, initiator, engine, text }: ParsedMessage): ParsedMessage {
  return {
    ...reason,
    text: `${reason.text}\n${text}`,
    ...(engine && { engine }),
    ...(url !== undefined && { url }),
    ...(initiator && { initiator }),
    ...(reason.url !== undefined && reason.url !== url && { location: reason.url }),
  };
}

/** `Fetch API cannot load https://api.example.com/ due to access control checks.` */
const isAccessDenied = (message: ParsedMessage): boolean =>
  message.kind === 'error' && message.engine === 'webkit' && message.code === undefined;

/** Safari's network log says the reason a second time. */
const REPEATED = 'Failed to load resource';

const isRepeated = ({ text }: ParsedMessage): boolean => text.startsWith(REPEATED);

const isWebkitReason = (message: ParsedMessage): boolean =>
  (message.engine ?? 'webkit') === 'webkit' &&
  ((message.kind === 'error' && message.code !== undefined && !isRepeated(message)) ||
    (message.kind === 'not-cors' && (message.topic === 'network' || isRefusal(message)) && message.url === undefined));

/** Each once, without those that say less of what another one says. */
function withoutRepetitions(messages: readonly ParsedMessage[]): readonly ParsedMessage[] {
  const seen = new Set<string>();
  return messages.filter((message) => {
    const said = saidKey(message);
    if (seen.has(keyOf(said, message))) return false;
    if (message.kind === 'error' && message.engine === 'firefox' && isAfterthought(message, seen)) return false;
    seen.add(keyOf(said, message));
    // Said again without a URL, it says nothing new.
    seen.add(keyOf(said, {}));
    if (message.kind === 'error') seen.add(failureKey(message));
    return true;
  });
}

/** Firefox adds that the request did not succeed to what it said of the same URL before. */
const isAfterthought = (message: CorsErrorMessage, seen: ReadonlySet<string>): boolean =>
  message.code === 'NetworkFailure' && message.status === undefined && seen.has(failureKey(message));

const failureKey = ({ engine, url }: CorsErrorMessage): string => `failure ${engine} ${url}`;

type AnyParts = { readonly [Part in keyof CorsErrorMessage | 'topic']?: unknown };

/** Equal for messages that say the same of something. */
function saidKey(message: AnyParts): string {
  const { kind, engine, code, stage, topic, origin, redirectedFrom, location, method, status, parameter } = message;
  return [kind, engine, code, stage, topic, origin, redirectedFrom, location, method, status, parameter].join('\0');
}

/** Equal for messages that say the same of the same. */
const keyOf = (said: string, { url = '', initiator = '' }: AnyParts): string => `${said}\0${url}\0${initiator}`;

/** Method and status from the network log's line on the same URL. */
function withNetworkLog(messages: readonly ParsedMessage[]): readonly ParsedMessage[] {
  const log = new Map(
    messages.flatMap((message) =>
      (message.kind === 'follow-up' || isStatusLine(message)) && message.url ? [[message.url, message] as const] : [],
    ),
  );
  if (log.size === 0) return messages;
  return messages.map((message) => {
    if (message.kind === 'follow-up' || isStatusLine(message) || message.url === undefined) return message;
    const { method, status } = log.get(message.redirectedFrom ?? message.url) ?? log.get(message.url) ?? {};
    return { ...(method !== undefined && { method }), ...(status !== undefined && { status }), ...message };
  });
}
