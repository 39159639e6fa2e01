import { get, type ProbedResponse, recordOf } from '@corsmith/protocol';

/** In characters. */
const LONGEST = 200;

/** Fields of JSON in which servers say what is wrong. */
const FIELDS = ['message', 'Message', 'error_description', 'detail', 'error', 'msg', 'title', 'reason', 'errorMessage'];

/** What a response says in its body: the title of a page, the message of JSON or XML, or the first line. */
export function bodyMessage({ headers, bodyStart }: ProbedResponse): string | undefined {
  const type = get(headers, 'content-type') ?? '';
  const body = bodyStart.trim();
  if (body === '' || /^(?:image|audio|video|font)\//i.test(type)) return undefined;
  const said = ofJson(body) ?? ofMarkup(body) ?? body.split(/[\r\n]/, 1)[0] ?? '';
  const text = said
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (text === '' || /^[[{]?[\]}]?$/.test(text)) return undefined;
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function ofJson(body: string): string | undefined {
  if (!/^[[{]/.test(body)) return undefined;
  try {
    return messageIn(JSON.parse(body), 0) ?? body;
  } catch {
    return undefined;
  }
}

/** Errors are objects in objects, or lists of them. */
function messageIn(value: unknown, depth: number): string | undefined {
  if (depth > 3 || typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return messageIn(value[0], depth + 1);
  const fields = recordOf(value);
  for (const name of FIELDS) {
    const field = fields[name];
    if (typeof field === 'string' && field.trim() !== '') return field;
  }
  for (const name of ['error', 'errors', 'detail']) {
    const found = messageIn(fields[name], depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function ofMarkup(body: string): string | undefined {
  if (!body.startsWith('<')) return undefined;
  const element = (name: string) => {
    const found = new RegExp(`<${name}\\b[^>]{0,200}>([^<]{1,400})`, 'i').exec(body)?.[1];
    return found?.trim() ? textOf(found) : undefined;
  };
  return (
    element('Message') ??
    element('title') ??
    element('h1') ??
    element('h2') ??
    textOf(body.slice(0, 4000).replace(/<[^>]{0,500}>?/g, ' '))
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  '#39': "'",
  apos: "'",
};

const textOf = (html: string): string => html.replace(/&(#39|[a-z]+);/g, (whole, name) => ENTITIES[name] ?? whole);
