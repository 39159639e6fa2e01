import { messageOf, STATUS, STOP } from './firefox-translated-reason.js';
import type { CorsErrorMessage, CorsWarningMessage } from './parsed-message.js';

/**
 * Firefox prints its CORS messages in the language of its user. What is the same in every language identifies them: a sentence, the
 * URL, then the reason with literal header names, quoted values, `true`, `*`, and in some a status at the end.
 */
export interface Translated {
  readonly message: CorsErrorMessage | CorsWarningMessage;
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
}

const URLS = /[a-z][a-z0-9+.-]{1,20}:\/\/[!-~]{1,8192}/gi;
/** Characters that are looked at before and after a URL. */
const BEFORE = 400;
const AFTER = 700;
/** Lines that a wrapped message may have after its URL. */
const LINES = 8;

/** Words that no language translates, some with a slip of a translator. */
const ABOUT_CORS = /\bC(?:OR|RO)S\b|CORS|Access-Control-Allow-|Cross-?Origin|Same[ -]Origin/i;
const ENGLISH = /\b(?:the|and|with|that|this|you|from|has|been|was|are|have|does|when|because|should|my|it)\b/gi;

/** Every translated message of Firefox in a text; time is linear in its length. */
export function translatedMessages(text: string): readonly Translated[] {
  const found: Translated[] = [];
  const urls = new RegExp(URLS);
  let from = 0;
  for (let match = urls.exec(text); match; match = urls.exec(text)) {
    const read = readAround(text, Math.max(from, match.index - BEFORE), match.index, match[0]);
    if (!read) {
      // A word without a break may hold others.
      urls.lastIndex = match.index + Math.min(match[0].length, 64);
      continue;
    }
    found.push(read);
    from = read.end;
    urls.lastIndex = Math.max(read.end, match.index + 1);
  }
  return found;
}

function readAround(text: string, from: number, at: number, run: string): Translated | undefined {
  const prefix = PREFIX.exec(run)?.[0].length ?? 0;
  const url = urlIn(run.slice(prefix), text.charAt(at + run.length));
  const lead = leadOf(text.slice(from, at + prefix));
  if (lead === undefined || ENGLISH_LEAD.test(lead)) return undefined;
  const first = at + prefix;
  const rest = text.slice(first + url.length, first + url.length + AFTER);
  const reason = reasonOf(rest, lead) ?? (isCutOff(rest, lead) ? '' : undefined);
  if (reason === undefined || isEnglish(`${lead} ${reason}`)) return undefined;
  const start = first - lead.length;
  const end = first + url.length + reason.length;
  const words = text.slice(start, end).replace(/\s+/g, ' ');
  return { message: messageOf(unwrapped(reason), url, words, lead), start, end };
}

/** Some languages write a prefix with a hyphen: `kwi-https://…`. */
const PREFIX = /^[a-z]{1,8}-(?=(?:https?|wss?|file|ftp):\/\/)/i;

/** English has its own readers. */
const ENGLISH_LEAD = /Cross-Origin Request (?:Blocked|Warning): The Same|Access to |cannot load\s*$/;

const isEnglish = (text: string): boolean => (text.match(ENGLISH)?.length ?? 0) > 2;

const unwrapped = (text: string): string => text.replace(/\s*\n[\s>|]*/g, ' ');

/**
 * A sentence may go on without a space after it, with an ending of its own (`-ში`, `에`, `-pe`), a closing quotation mark or a
 * full stop.
 */
function urlIn(run: string, next: string): string {
  const bare = run.replace(/['"<>`].*$/s, '').replace(/[.,;:)\]]+$/, '');
  const suffixed = bare.length === run.length && /[^\s!-~]/.test(next) ? bare.replace(/-$/, '') : bare;
  return suffixed.replace(/(?<=[\w/])-pe$/, '');
}

/** The sentence before the URL: on its line, or on the lines before where it was wrapped. */
function leadOf(before: string): string | undefined {
  const lines = before.split('\n');
  for (let count = 1; count <= Math.min(4, lines.length); count++) {
    const lead = lines.slice(-count).join('\n');
    // What was blocked, then the policy that forbids it.
    if (isLead(lead)) return lead;
  }
  return undefined;
}

/** What was blocked, then the policy that forbids it: two clauses. */
const isLead = (text: string): boolean =>
  text.trim().length >= 15 &&
  /[\p{L}\p{M}]{3}/u.test(text) &&
  (/[:\uff1a.\u3002\u0589\u17d6\u055d\u1c7a\u2024\u0964\u104b]/.test(text) || ABOUT_CORS.test(text));

/** The rest of the message up to its end, or undefined if it has none. */
function reasonOf(rest: string, lead: string): string | undefined {
  const lines = rest.split('\n');
  for (let count = 1; count <= Math.min(LINES, lines.length); count++) {
    const reason = lines.slice(0, count).join('\n');
    if (/\n[\s>|]*\n/.test(reason)) return undefined;
    if (!isReason(unwrapped(reason), lead)) continue;
    const status = /^[\s>|]*[^\d()（）\n]{3,40}[:：]?\s?(?:\d{3}|\(null\))[.。]?[^\S\n]*$/.exec(lines[count] ?? '');
    return status && !STATUS.test(reason) ? `${reason}\n${lines[count]}` : ended(reason);
  }
  return undefined;
}

/** Without the place in the sources that the console prints behind it. */
function ended(reason: string): string {
  const [whole] = /^.*[)）.。।։:](?=\s+[\w.@/-]+:\d+(?::\d+)?\s*$)/s.exec(reason) ?? [];
  return whole ?? reason;
}

const CLOSED = new RegExp(
  `[)\\uff09\\u2019'.\\u3002\\u0964\\u0589\\u06d4\\u1c7e\\u104b:]${STOP}$|(?:\\d{3}|\\(null\\))${STOP}$`,
);
const IN_PARENTHESES = /[(\uff08][^()\uff08\uff09]{2,40}[:\uff1a\u055d\u0589\u17d6]/;
/** `Access-Control-Allow-Methods` in another language keeps its hyphens. */
const TRANSLATED_NAME =
  /['"\u2018\u201c][\p{L}\p{M}]+-[\p{L}\p{M}]+[- ][\p{L}\p{M} ]*-?[\p{L}\p{M} -]*['"\u2019\u201d]/u;

function isReason(reason: string, lead: string): boolean {
  if (!CLOSED.test(ended(reason))) return false;
  if (ABOUT_CORS.test(reason)) return /[(（:：]/.test(reason);
  if (ABOUT_CORS.test(lead)) return /[:：].{3}/s.test(reason);
  // Not one word that is the same everywhere: then the same word of two policies on origins.
  if (IN_PARENTHESES.test(reason) && TRANSLATED_NAME.test(reason)) return true;
  return (IN_PARENTHESES.test(reason) || /[:：]\s?\(null\)/.test(reason)) && repeatsWord(lead, reason);
}

/** `origen cruzado … mismo origen`: what is blocked and why share a word. */
function repeatsWord(lead: string, reason: string): boolean {
  const colon = lead.search(/[:：։]/);
  const stems = (text: string) =>
    new Set(
      text
        .toLowerCase()
        .match(/\p{L}{5,}/gu)
        ?.map((word) => word.slice(0, 5)) ?? [],
    );
  const [what, why] = [
    stems(lead.slice(0, colon)),
    stems(`${lead.slice(colon)} ${reason.replace(/[‘'][^’']{0,100}[’']/g, '')}`),
  ];
  const hasPolicy =
    [...what].some((stem) => stems(lead.slice(colon)).has(stem)) ||
    [...what].filter((stem) => why.has(stem)).length > 1;
  return colon > 0 && hasPolicy;
}

/** The word for origin in the languages of Firefox, of which one lead has two. */
const ORIGIN =
  /or[i\u00ed]g[ei]n|oorsprong|herkunft|ursprung|opprinn|opphav|oprind|pochodz|p\u016fvod|p\u00f4vod|podrij|izvor|\u0438\u0441\u0442\u043e\u0447\u043d\u0438\u043a|\u0434\u0436\u0435\u0440\u0435\u043b|\u043f\u0440\u043e\u0438\u0437\u0445\u043e\u0434|\u043f\u043e\u0440\u0435\u043a\u043b|\u03c0\u03c1\u03bf\u03ad\u03bb\u03b5\u03c5\u03c3|k\u00f6ken|eredet|asalan|\u6e90|\u4f86\u6e90|\u30aa\u30ea\u30b8\u30f3|\ucd9c\ucc98/gi;

/** The message ends with its URL: the reason was not copied. */
const isCutOff = (rest: string, lead: string): boolean =>
  /^[\s.]*$/.test(rest.split('\n', 1)[0] ?? '') && (lead.match(ORIGIN)?.length ?? 0) > 1 && lead.length > 40;
