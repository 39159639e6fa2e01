import type { Diagnosis, Evidence } from '@corsmith/doctor/pure';
import type { ProbedExchange } from '@corsmith/protocol';

/** A header line of a response, with its problem. */
export interface ShownHeader {
  readonly name: string;
  /** The value before the offending character, the character, and the rest. */
  readonly before: string;
  readonly offending: string;
  readonly after: string;
  /** What the evidence says about it. */
  readonly remarks: readonly string[];
}

export interface Step {
  readonly label: string;
  readonly method: string;
  /** The URL, if it differs from the page's: after a redirect, or of a probe. */
  readonly url?: string;
  readonly layer: string;
  /** The status, or the error. */
  readonly result: string;
  readonly isGood: boolean;
  readonly milliseconds: number;
  readonly why?: string;
  readonly headers: readonly ShownHeader[];
  /** What the evidence says about the whole response. */
  readonly remarks: readonly string[];
}

/** Headers that matter to CORS and caches, or that identify the server. */
const RELEVANT = /^(?:access-control-.*|vary|location|server|via|x-cache|age|cf-cache-status|www-authenticate)$/i;

/** The exchanges with their evidence, in order. */
export function timeLine({ request, exchanges, causes, warnings }: Diagnosis): readonly Step[] {
  const evidence = [...causes, ...warnings].flatMap((one) => one.evidence);
  return exchanges.map((exchange, index) =>
    stepOf(
      exchange,
      request.url,
      evidence.filter((one) => one.exchange === index),
    ),
  );
}

function stepOf(exchange: ProbedExchange, requested: string, evidence: readonly Evidence[]): Step {
  const { request, response, failure, durationMs, layer, why } = exchange;
  const status = response?.status ?? 0;
  return {
    label: why === undefined ? (request.kind === 'preflight' ? 'Preflight' : 'Request') : 'Probe',
    method: request.method,
    ...(request.url !== requested && { url: request.url }),
    layer,
    result: response ? String(status) : (failure?.code ?? 'no response'),
    isGood: status >= 200 && status < 400,
    milliseconds: Math.round(durationMs),
    headers: (response?.headers ?? []).filter(([name]) => RELEVANT.test(name)).map((line) => shown(line, evidence)),
    remarks: unique(evidence.filter(({ header }) => header === undefined)),
    ...(why !== undefined && { why }),
  };
}

function shown([name, value]: readonly [string, string], evidence: readonly Evidence[]): ShownHeader {
  const about = evidence.filter(
    ({ header }) => header && header[0].toLowerCase() === name.toLowerCase() && header[1] === value,
  );
  const at = about.find((one) => one.at !== undefined)?.at ?? value.length;
  return {
    name,
    before: value.slice(0, at),
    offending: value.slice(at, at + 1),
    after: value.slice(at + 1),
    remarks: unique(about),
  };
}

const unique = (evidence: readonly Evidence[]): readonly string[] => [...new Set(evidence.map(({ text }) => text))];
