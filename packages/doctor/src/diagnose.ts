import { type Outcome, type PageRequest, simulate, type WireRequest } from '@corsmith/protocol';
import type { Cause, Diagnosis, ProbedExchange, RecognisedStack, Verdict } from './diagnosis.js';
import type { LayerFacts, Located } from './facts.js';
import { findCauses, passing } from './find-causes.js';
import { neededPolicy } from './needed-policy.js';
import { observe } from './observe.js';
import { createProbe, type DirectServer, type ProbeOptions } from './probe/probe.js';
import { recogniseStacks, render, type StackId } from './stacks/catalogue.js';
import { renderingProblem } from './stacks/stack.js';

export interface DiagnoseOptions extends Pick<ProbeOptions, 'timeoutMs' | 'signal' | 'ca'> {
  /** Sends the actual request also where its method may change something (POST, PUT, DELETE…). Default false. */
  readonly send?: boolean;
  /** Servers behind the URL's host, outermost first, to compare with. */
  readonly direct?: readonly DirectServer[];
  /** Takes any certificate from them. */
  readonly insecureDirect?: boolean;
  /** Response headers that the page wants to read. */
  readonly read?: readonly string[];
  /** The stack to render the fix for; default: the one that is recognised. */
  readonly stack?: StackId;
}

const ENGINES = ['chromium', 'firefox', 'webkit', 'standard'] as const;

/**
 * Sends what a browser would send for this request, judges the answers as each engine does, and names what is wrong, in
 * the order in which the browser meets it, with the fix for the stack that answered.
 * @throws ProtocolError where the request has no absolute URL or no serialised origin; nothing is sent then.
 */
export async function diagnose(request: PageRequest, options: DiagnoseOptions = {}): Promise<Diagnosis> {
  const { read = [], direct = [], timeoutMs, signal, ca, insecureDirect } = options;
  const shared = { page: request, ...(timeoutMs && { timeoutMs }), ...(signal && { signal }), ...(ca && { ca }) };
  const probes = [
    createProbe(shared),
    ...direct.map((one) => createProbe({ ...shared, direct: one, insecureDirect: insecureDirect === true })),
  ];
  try {
    const [front, ...behind] = probes;
    const heldBack = new Set<string>();
    const isHeldBack = ({ kind, method }: WireRequest) => kind === 'actual' && !options.send && !isSafeMethod(method);
    const observation = observe(front!, (wire) => {
      if (!isHeldBack(wire)) return undefined;
      heldBack.add(wire.method);
      return passing(wire);
    });
    const { exchanges } = observation;

    const outcomes: Outcome[] = [];
    for (const engine of ENGINES) outcomes.push(await simulate(request, observation.send, { engine }));
    const locate = (exchange: ProbedExchange): Located => ({ index: exchanges.indexOf(exchange), exchange });
    const blocked = outcomes.some(({ allowed }) => !allowed);

    const chromium = outcomes[0]!;
    const stopped = chromium.block?.stage === 'preflight' && !exchanges.at(-1)?.failure;
    const [actual, layers] = await Promise.all([
      stopped ? probeActual() : undefined,
      blocked ? Promise.all(behind.map((_, i) => probeLayer(i))) : [],
    ]);

    const stack = recogniseStacks(exchanges);
    const found = blocked
      ? await findCauses({ request, exchanges: [...exchanges], outcomes, layers, read, ...(actual && { actual }) })
      : [];
    const recipe = recipeFor(stack, options);
    const needed = neededPolicy(request, read);
    const fix = recipe && !renderingProblem(needed) ? render(needed, recipe) : undefined;
    const causes: Cause[] = found.map(({ rule: { id, title, repair }, explanation, certainty, evidence }) => ({
      id,
      title,
      explanation,
      certainty,
      evidence,
      ...(repair && fix && !id.endsWith('-by-proxy') && { fix }),
    }));
    const [method] = heldBack;
    return {
      request,
      verdict: Object.fromEntries(
        outcomes.map((outcome) => [outcome.engine, verdictOf(outcome)]),
      ) as Diagnosis['verdict'],
      exchanges,
      ...(method !== undefined && { heldBack: { method } }),
      causes,
      warnings: [],
      stack,
    };

    /** Whether the server answers the request itself otherwise than the preflight; with GET where the method is not safe. */
    async function probeActual(): Promise<Located> {
      const wire = await actualRequest(request);
      const sendable = options.send || isSafeMethod(wire.method);
      const asGet: WireRequest = { ...wire, method: 'GET', body: null };
      const why = 'to see whether the server answers it otherwise than its preflight';
      const exchange = await observation.probe(
        sendable ? wire : asGet,
        sendable ? why : `in place of ${wire.method}, ${why}`,
      );
      return locate(exchange);
    }

    /** What a server behind the front answers to the same requests. */
    async function probeLayer(i: number): Promise<LayerFacts> {
      const probe = behind[i]!;
      const sent: Record<'preflight' | 'actual', Located | undefined> = { preflight: undefined, actual: undefined };
      const own = exchanges.filter(({ layer, why }) => layer === 'front' && why === undefined);
      for (const { request: wire } of own) {
        sent[wire.kind] ??= locate(await observation.probe(wire, 'to compare with the front', probe));
      }
      const { preflight, actual } = sent;
      return { name: layerName(direct[i]!), ...(preflight && { preflight }), ...(actual && { actual }) };
    }
  } finally {
    for (const probe of probes) probe.close();
  }
}

const isSafeMethod = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method);

const layerName = ({ host, port }: DirectServer): string => (port === undefined ? host : `${host}:${port}`);

/** The actual request as Chromium would send it once its preflight passes. */
async function actualRequest(request: PageRequest): Promise<WireRequest> {
  let wire: WireRequest | undefined;
  await simulate(request, async (sent) => {
    if (sent.kind === 'actual') wire ??= sent;
    return passing(sent);
  });
  return wire!;
}

function recipeFor(recognised: readonly RecognisedStack[], { stack }: DiagnoseOptions): StackId | undefined {
  return stack ?? (recognised[0]?.id as StackId | undefined);
}

function verdictOf({ allowed, block, messages }: Outcome): Verdict {
  if (allowed || !block) return { allowed, messages };
  const { code, stage, exchange, parameter } = block;
  return { allowed, code, stage, exchange, ...(parameter !== undefined && { parameter }), messages };
}
