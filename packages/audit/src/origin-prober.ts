import { defined, get } from '@corsmith/protocol';

import type { Judge, Judged } from './reach.js';
import type { Wires } from './requests.js';
import type { Located, Sender } from './sender.js';
import type { Sentinel } from './sentinel.js';

/** The responses to one origin, and what a page there can do with them. */
export interface OriginResult extends Judged {
  readonly origin: string;
  /** To the preflight of the page's own request, if its headers need one. */
  readonly preflight?: Located;
  readonly actual?: Located;
  /** To the preflight of a request that changes data. */
  readonly permission?: Located;
  /** To the preflight of a POST. */
  readonly posting?: Located;
}

export type Part = 'reading' | 'permission' | 'posting';

/** An origin to probe. */
export interface Probing {
  readonly origin: string;
  readonly parts: readonly Part[];
  /** Whose unsent requests they are if they are not sent: the id of a class, or `baseline`. */
  readonly for: string;
  readonly why: string;
}

/** Probes a server from many origins, each part once. */
export interface OriginProber {
  probe(probings: readonly Probing[], sentinel?: Sentinel): Promise<void>;
  resultOf(origin: string): OriginResult | undefined;
  /** How many requests were not sent or not responded to, for each class. */
  readonly unsent: ReadonlyMap<string, number>;
}

/** So many origins between two looks at whether the server still responds as it did. */
const BETWEEN_LOOKS = 40;

/** How often a request is sent that gets no response, or 429 or 503. */
const ATTEMPTS = 3;

/** So many that fail twice may have met one server of several that is unavailable. */
const ACCIDENTS = 2;

/** After so few, the next look is soon enough. */
const FEW = 8;

export interface ProberOptions {
  readonly wiresFor: (origin: string) => Wires;
  readonly judge: Judge;
  /** Whether requests other than preflights may be sent: see `CacheGuard`. */
  readonly mayRead: () => boolean;
}

type Sent = Partial<Record<'preflight' | 'actual' | 'permission' | 'posting', Located>>;

export function createOriginProber(sender: Sender, { wiresFor, judge, mayRead }: ProberOptions): OriginProber {
  const known = new Map<string, OriginResult>();
  const unsent = new Map<string, number>();

  async function probe(probings: readonly Probing[], sentinel?: Sentinel): Promise<void> {
    for (let at = 0; at < probings.length; at += BETWEEN_LOOKS) {
      const some = probings.slice(at, at + BETWEEN_LOOKS);
      const before = new Map(some.map(({ origin }) => [origin, known.get(origin)]));
      await probeSome(some);
      if (!sentinel || probings.length < FEW || (await sentinel.look())) continue;
      // Since the last look the server may have refused the audit, not the origin.
      for (const { origin, parts, for: id } of some) {
        if (isAllowedSomehow(known.get(origin))) continue;
        const old = before.get(origin);
        if (old) known.set(origin, old);
        else if (known.delete(origin)) count(id, parts.length);
      }
    }
  }

  const count = (id: string, more: number) => unsent.set(id, (unsent.get(id) ?? 0) + more);

  async function probeSome(probings: readonly Probing[]): Promise<void> {
    const jobs = probings.map((probing) => ({ ...probing, wires: wiresFor(probing.origin), sent: sentFor(probing) }));
    const first = jobs.flatMap((job) => {
      const { wires, sent, parts, origin } = job;
      const wanted: [keyof Sent, Wires['actual'] | undefined][] = [];
      if (parts.includes('permission') && !sent.permission) wanted.push(['permission', wires.permission]);
      if (parts.includes('posting') && !sent.posting) wanted.push(['posting', wires.posting]);
      if (parts.includes('reading') && !sent.preflight && !sent.actual && wires.preflight)
        wanted.push(['preflight', wires.preflight]);
      if (parts.includes('reading') && !sent.actual && !wires.preflight && mayRead())
        wanted.push(['actual', wires.actual]);
      return wanted.flatMap(([part, request]) => (request ? [{ job, part, request, origin }] : []));
    });
    await sendAll(first);
    // Without leave from its preflight a browser does not send the request.
    await sendAll(
      jobs
        .filter(
          ({ sent, wires, parts }) =>
            parts.includes('reading') && wires.preflight && !sent.actual && mayRead() && names(sent.preflight),
        )
        .map((job) => ({ job, part: 'actual' as const, request: job.wires.actual })),
    );
    for (const { origin, sent } of jobs)
      known.set(origin, {
        origin,
        ...sent,
        ...(await judge(origin, {
          preflight: sent.preflight?.response,
          actual: sent.actual?.response,
          permission: sent.permission?.response,
          posting: sent.posting?.response,
        })),
      });
  }

  const sentFor = ({ origin }: Probing): Sent => {
    const { preflight, actual, permission, posting } = known.get(origin) ?? {};
    return defined({ preflight, actual, permission, posting });
  };

  async function sendAll(
    items: readonly {
      readonly job: Probing & { sent: Sent };
      readonly part: keyof Sent;
      readonly request: Wires['actual'];
    }[],
  ): Promise<void> {
    const questions = items.map(({ job, request }) => ({ request, why: job.why }));
    const exchanges = [...(await sender.send(questions))];
    // A failure may be of this one request, and says nothing about the origin.
    const isUnreachable = sender.exchanges.every(({ failure }) => failure);
    for (let attempt = 1; attempt < ATTEMPTS && !isUnreachable; attempt++) {
      const failed = exchanges.flatMap((one, index) => (one && isNoResponse(one) ? [index] : []));
      // Where many fail twice, it is the server, not an accident.
      if (attempt > 1 && failed.length > ACCIDENTS) break;
      const again = await sender.send(questions.filter((_, index) => failed.includes(index)));
      for (const [at, index] of failed.entries()) exchanges[index] = again[at] ?? exchanges[index];
    }
    for (const [index, { job, part }] of items.entries()) {
      const exchange = exchanges[index];
      if (exchange) job.sent[part] = exchange;
      if (!exchange || isNoResponse(exchange)) count(job.for, 1);
    }
  }

  return { probe, unsent, resultOf: (origin) => known.get(origin) };
}

const isNoResponse = ({ failure, response }: Located): boolean =>
  failure !== undefined || response?.status === 429 || response?.status === 503;

const names = (one: Located | undefined): boolean =>
  get(one?.response?.headers ?? [], 'access-control-allow-origin') !== undefined;

export const isNamedIn = (one: Located | undefined, origin: string): boolean =>
  get(one?.response?.headers ?? [], 'access-control-allow-origin') === origin;

/** Whether some response allows that origin. */
export const isAllowedSomehow = (result: OriginResult | undefined): boolean => result?.isAllowed ?? false;
