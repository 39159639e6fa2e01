import {
  BROWSERS,
  byteLowercase,
  contains,
  get,
  getLines,
  type HeaderList,
  type Outcome,
  type PageRequest,
  remove,
  simulate,
  splitOnCommas,
  type WireRequest,
  type WireResponse,
} from '@corsmith/protocol';

/** The response that a page gets, and what in it is not the server's. */
export interface Repaired extends WireResponse {
  /** `status` and names of headers in lower case; empty where the response was right. */
  readonly changed: readonly string[];
}

type Kind = WireRequest['kind'];

/** What can be wrong, the origin before what means nothing without it. */
const PARTS = [
  'status',
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-allow-methods',
  'access-control-allow-headers',
] as const;
type Part = (typeof PARTS)[number];

/** The header that marks a repaired response. */
export const MARK = 'corsmith-repaired';

/**
 * Fixes what keeps the page from the response in any of the browsers, and nothing else. A response that no header fixes, such as
 * a redirect to nowhere, stays as it is.
 */
export async function repair(page: PageRequest, kind: Kind, response: WireResponse): Promise<Repaired> {
  const untouched = { ...response, changed: [] };
  const wire = await wireOf(page, kind);
  if (!wire || (await passes(page, kind, response))) return untouched;
  const parts = new Set<Part>(kind === 'preflight' ? PARTS : PARTS.slice(1, 3));
  if (!(await passes(page, kind, withParts(response, wire, parts)))) return untouched;
  for (const part of parts) {
    const fewer = new Set(parts);
    fewer.delete(part);
    if (await passes(page, kind, withParts(response, wire, fewer))) parts.delete(part);
  }
  // Whether the page sends credentials does not show in a preflight: the preflight response covers both.
  if (parts.has('access-control-allow-origin') && get(response.headers, 'access-control-allow-credentials') !== 'true')
    parts.add('access-control-allow-credentials');
  return marked(
    response,
    withParts(response, wire, parts),
    PARTS.filter((part) => parts.has(part)),
    kind,
  );
}

/** The request as Chromium sends it, where all before it is allowed. */
async function wireOf(page: PageRequest, kind: Kind): Promise<WireRequest | undefined> {
  const { exchanges } = await simulate(page, async (wire) => allowing(wire), { engine: 'chromium' });
  return exchanges.find(({ request }) => request.kind === kind)?.request;
}

async function passes(page: PageRequest, kind: Kind, response: WireResponse): Promise<boolean> {
  for (const engine of BROWSERS) {
    let judged: WireRequest | undefined;
    const outcome = await simulate(
      page,
      async (wire) => {
        // What follows, after a redirect, are requests of their own.
        if (judged || wire.kind !== kind) return allowing(wire);
        judged = wire;
        return response;
      },
      { engine },
    );
    if (blockedAt(outcome) !== undefined && blockedAt(outcome) === judged) return false;
  }
  return true;
}

const blockedAt = ({ block, exchanges }: Outcome): WireRequest | undefined =>
  block && exchanges[block.exchange]?.request;

/** A response that allows the whole request. */
const allowing = (wire: WireRequest): WireResponse => withParts({ status: 204, headers: [] }, wire, new Set(PARTS));

function withParts({ status, headers }: WireResponse, wire: WireRequest, parts: ReadonlySet<Part>): WireResponse {
  const values: Readonly<Record<Exclude<Part, 'status'>, string | undefined>> = {
    'access-control-allow-origin': get(wire.headers, 'origin'),
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': get(wire.headers, 'access-control-request-method'),
    'access-control-allow-headers': get(wire.headers, 'access-control-request-headers'),
  };
  const set = PARTS.flatMap((part) => (part !== 'status' && parts.has(part) ? [[part, values[part]] as const] : []));
  return {
    status: parts.has('status') ? 204 : status,
    headers: [
      ...remove(headers, ...set.map(([name]) => name)),
      ...set.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
    ],
  };
}

/** With Vary, as the origin of one page is in it, and with the mark, which the page may read. */
function marked(before: WireResponse, after: WireResponse, parts: readonly string[], kind: Kind): Repaired {
  const varies = getLines(before.headers, 'vary').flatMap((line) => splitOnCommas(byteLowercase(line)));
  const isVaried = varies.includes('origin') || varies.includes('*');
  const vary: HeaderList = parts.includes('access-control-allow-origin') && !isVaried ? [['Vary', 'Origin']] : [];
  const changed = [
    ...parts.filter((part) => part === 'status' || contains(after.headers, part) || contains(before.headers, part)),
    ...vary.map(([name]) => byteLowercase(name)),
  ];
  const readable: HeaderList = kind === 'actual' ? [['Access-Control-Expose-Headers', MARK]] : [];
  return {
    status: after.status,
    headers: [...after.headers, ...vary, [MARK, changed.join('; ')], ...readable],
    changed,
  };
}
