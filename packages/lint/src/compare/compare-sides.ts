import { BROWSERS, type Browser, get, isForbiddenMethod, isToken, type PageRequest } from '@corsmith/protocol';
import type { Aspect, Comparison, Difference, SideOutcome, Unknowable } from './difference.js';
import { nearOrigins } from './near-origins.js';
import { type AllSeen, outcomesOf } from './outcomes.js';
import type { Candidates, Part, Side } from './side.js';

/** Methods and headers that pages use most: also requested where no side names them. */
const METHODS = ['PUT', 'PATCH', 'DELETE', 'QUERY'];
const REQUEST_HEADERS = ['authorization', 'content-type', 'x-requested-with', 'x-corsmith'];
const RESPONSE_HEADERS = ['x-corsmith-response'];

const MOST_ORIGINS = 2000;

/** Finds the smallest requests whose outcome differs between two sides. */
export async function compareSides(old: Side, now: Side): Promise<Omit<Comparison, 'same'>> {
  const comparer = new Comparer(old, now);
  await comparer.run();
  return { differences: ordered(comparer.differences), unknown: [...comparer.unknown.values()] };
}

class Comparer {
  readonly differences: Difference[] = [];
  readonly unknown = new Map<string, Unknowable>();
  private readonly candidates: Candidates;
  private readonly seeOld: ReturnType<typeof outcomesOf>;
  private readonly seeNew: ReturnType<typeof outcomesOf>;

  constructor(
    private readonly old: Side,
    private readonly now: Side,
  ) {
    this.candidates = together(old.candidates, now.candidates);
    this.seeOld = outcomesOf(old, this.candidates.responseHeaders);
    this.seeNew = outcomesOf(now, this.candidates.responseHeaders);
  }

  async run(): Promise<void> {
    const { origins, methods, requestHeaders } = this.candidates;
    for (const credentials of ['omit', 'include'] as const) {
      const base = { url: urlOf(this.old, this.now), ...(credentials === 'include' && { credentials }) };
      const both: string[] = [];
      for (const origin of origins) {
        const request: PageRequest = { ...base, origin };
        // What differs without credentials is the smaller request.
        if (await this.isSurelySame(request)) continue;
        if (credentials === 'include' && this.hasDifference(origin, 'origin')) await this.noteCredentials(request);
        else if (await this.compare(credentials === 'omit' ? 'origin' : 'credentials', request)) continue;
        if (await this.isAllowedByBoth(request)) both.push(origin);
      }
      const [origin] = both;
      if (origin === undefined) continue;
      for (const method of methods) await this.compare('method', { ...base, origin, method });
      for (const name of requestHeaders)
        await this.compare('request-header', { ...base, origin, headers: [[name, headerValue(name)]] });
      await this.compareReadable({ ...base, origin });
      await this.compareErrors({ ...base, origin });
    }
  }

  private hasDifference(origin: string, aspect: Aspect): boolean {
    return this.differences.some(
      (one) => one.aspect === aspect && [one.request.origin, ...one.others].includes(origin),
    );
  }

  /** Neither side sends the header: both block it, in every browser. */
  private async isSurelySame(request: PageRequest): Promise<boolean> {
    const { origin, url } = request;
    const wire = { kind: 'actual', url, method: 'GET', headers: [['origin', origin]], credentials: false } as const;
    const sends = async ({ send }: Side) => {
      const response = await send(wire).catch(() => undefined);
      return response !== undefined && get(response.headers, 'access-control-allow-origin') !== undefined;
    };
    return !(await sends(this.old)) && !(await sends(this.now));
  }

  private async isAllowedByBoth(request: PageRequest): Promise<boolean> {
    const [old, now] = await Promise.all([this.seeOld({ request }), this.seeNew({ request })]);
    return BROWSERS.some((browser) => old[browser].allowed && now[browser].allowed);
  }

  private async noteCredentials(request: PageRequest): Promise<void> {
    const [old, now] = await Promise.all([this.seeOld({ request }), this.seeNew({ request })]);
    const at = this.differences.findIndex((one) => one.aspect === 'origin' && one.request.origin === request.origin);
    const differs = ({ kind, browsers }: Difference) =>
      browsers.some((one) => old[one].allowed === (kind === 'narrowed') && now[one].allowed === (kind === 'widened'));
    const found = this.differences[at];
    if (found && differs(found)) this.differences[at] = { ...found, withCredentials: true };
  }

  /** Whether the outcome differs. */
  private async compare(aspect: Aspect, request: PageRequest, fails?: true): Promise<boolean> {
    const requested = { request, ...(fails && { fails }) };
    const [old, now] = await Promise.all([this.seeOld(requested), this.seeNew(requested)]);
    return this.note({ aspect, request }, old, now, ({ allowed }) => allowed);
  }

  private async compareReadable(request: PageRequest): Promise<void> {
    const [old, now] = await Promise.all([this.seeOld({ request }), this.seeNew({ request })]);
    for (const reads of this.candidates.responseHeaders)
      this.note({ aspect: 'response-header', request, reads }, old, now, ({ readable }) => readable.has(reads));
  }

  /** Adds what holds on one side alone; whether there is any. */
  private note(
    what: Pick<Difference, 'aspect' | 'request' | 'reads'>,
    old: AllSeen,
    now: AllSeen,
    holds: (seen: AllSeen[Browser]) => boolean,
  ): boolean {
    const differing = BROWSERS.filter((one) => holds(old[one]) !== holds(now[one]));
    const widened = differing.filter((one) => holds(now[one]));
    const narrowed = differing.filter((one) => holds(old[one]));
    if (widened.length > 0) this.add({ ...what, kind: 'widened', browsers: widened }, old, now);
    if (narrowed.length > 0) this.add({ ...what, kind: 'narrowed', browsers: narrowed }, old, now);
    return differing.length > 0;
  }

  private async compareErrors(request: PageRequest): Promise<void> {
    if (this.old.errors === null || this.now.errors === null) return;
    await this.compare('error-response', request, true);
  }

  private add(
    found: Pick<Difference, 'kind' | 'aspect' | 'request' | 'reads' | 'browsers'>,
    old: AllSeen,
    now: AllSeen,
  ) {
    const { kind, aspect, request, reads, browsers } = found;
    // The side that blocks may allow it where its value is not known.
    const unsure = this.unsureOf(aspect, kind === 'widened' ? this.old : this.now);
    const [browser] = browsers;
    if (unsure || !browser) return;
    const like = this.differences.find(
      (one) =>
        one.kind === kind &&
        one.aspect === aspect &&
        one.reads === reads &&
        one.browsers.join() === browsers.join() &&
        one.request.method === request.method &&
        JSON.stringify(one.request.headers) === JSON.stringify(request.headers) &&
        (aspect === 'origin' || aspect === 'credentials' || one.request.credentials !== request.credentials),
    );
    if (like) {
      if (like.request.origin !== request.origin)
        this.differences[this.differences.indexOf(like)] = { ...like, others: [...like.others, request.origin] };
      return;
    }
    const outcome = (side: Side, seen: AllSeen): SideOutcome => {
      const { allowed, messages } = seen[browser];
      return { ...(side.title !== '' && { at: side.title }), allowed, messages };
    };
    this.differences.push({
      ...found,
      old: outcome(this.old, old),
      new: outcome(this.now, now),
      others: [],
      withCredentials: request.credentials === 'include',
    });
  }

  private unsureOf(aspect: Aspect, side: Side): boolean {
    const part = PARTS[aspect];
    const because = part && (side.unknown[part] ?? (aspect === 'credentials' ? side.unknown.origins : undefined));
    if (because === undefined || part === undefined) return false;
    const other = side === this.old ? this.now : this.old;
    if (other.unknown[part] !== because)
      this.unknown.set(`${side.title} ${part}`, { at: side.title, what: NAMES[part], because });
    return true;
  }
}

const PARTS: Readonly<Record<Aspect, Part | undefined>> = {
  origin: 'origins',
  credentials: 'credentials',
  method: 'methods',
  'request-header': 'requestHeaders',
  'response-header': 'responseHeaders',
  'error-response': undefined,
};

const NAMES: Readonly<Record<Part, string>> = {
  origins: 'origins',
  credentials: 'credentials',
  methods: 'methods',
  requestHeaders: 'request headers',
  responseHeaders: 'exposed headers',
};

function together(old: Candidates, now: Candidates): Candidates {
  const named = [...new Set([...old.origins, ...now.origins])];
  const lower = (names: readonly string[]) => [...new Set(names.map((name) => name.toLowerCase()))].filter(isName);
  return {
    origins: [...new Set([...named, ...nearOrigins(named)])].slice(0, MOST_ORIGINS),
    methods: [...new Set([...old.methods, ...now.methods, ...METHODS])].filter(isMethod),
    requestHeaders: lower([...old.requestHeaders, ...now.requestHeaders, ...REQUEST_HEADERS]),
    responseHeaders: lower([...old.responseHeaders, ...now.responseHeaders, ...RESPONSE_HEADERS]),
  };
}

/** A pattern is no name. */
const isName = (name: string): boolean => isToken(name) && !name.includes('*');
const isMethod = (method: string): boolean =>
  isName(method) && !isForbiddenMethod(method) && !/^OPTIONS$/i.test(method);

/** A value that needs permission even for a safelisted name. */
const headerValue = (name: string): string => (name === 'content-type' ? 'application/json' : '1');

/** The path of the side that names one. */
function urlOf(old: Side, now: Side): string {
  const where = old.where ?? now.where;
  const path = where?.startsWith('/') ? where.replace(/\(.*|[*^$\\?{}:].*/g, '') : '/';
  return `https://api.example${path.startsWith('/') ? path : '/'}`;
}

const ASPECTS = Object.keys(PARTS);

const ordered = (differences: readonly Difference[]): readonly Difference[] =>
  [...differences].sort(
    (a, b) =>
      Number(b.kind === 'widened') - Number(a.kind === 'widened') ||
      ASPECTS.indexOf(a.aspect) - ASPECTS.indexOf(b.aspect),
  );
