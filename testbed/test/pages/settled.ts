import type { Diagnosis } from '@corsmith/doctor';
import type { ProbedExchange } from '@corsmith/protocol';

/** Where the examples' server is said to stand. */
export const EXAMPLE = 'https://api.example.com';

/** The duration given to every response. Milliseconds. */
const DURATION = 12;

/**
 * The same diagnosis, with what is new in every run said in one way: the port on loopback where the server stood, the
 * duration of responses, the marks of probes.
 */
export function settled(
  diagnosis: Diagnosis,
  address: string,
  direct: Readonly<Record<string, string>> = {},
): Diagnosis {
  const say = (text: string) => {
    const named = Object.entries(direct).reduce((all, [from, to]) => all.replaceAll(from, to), text);
    return named
      .replace(/https?:\/\/127\.0\.0\.1:\d+/g, address)
      .replace(/127\.0\.0\.1:\d{4,5}/g, new URL(address).host)
      .replace(/\bcorsmith([=-])[0-9a-f]{8}\b/g, 'corsmith$11f2e3d4c');
  };
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return say(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    const walked = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
    return 'durationMs' in walked ? ({ ...walked, durationMs: DURATION } satisfies Partial<ProbedExchange>) : walked;
  };
  return walk(diagnosis) as Diagnosis;
}

/** The same for what the command line printed. */
export const settledText = (text: string): string => {
  const ports = [...new Set([...text.matchAll(/127\.0\.0\.1:(\d{5})/g)].map(([, port]) => port!))];
  return ports
    .reduce((all, port, index) => all.replaceAll(port, String(43_210 + index)), text)
    .replace(/\b\d+ ms\b/g, `${DURATION} ms`)
    .replace(/\b\d+\.\d s\b/g, '1.2 s');
};
