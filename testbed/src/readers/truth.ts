import { read, responsesOf } from '@corsmith/lint';
import { type PageRequest, simulate } from '@corsmith/protocol';
import type { Configured, ReadStack } from './configuration.js';
import { randomOf } from './random.js';
import { randomRequest } from './requests.js';
import { sendTo } from './send.js';

export interface Truth {
  readonly stack: string;
  readonly configurations: number;
  readonly requests: number;
  readonly agreeing: number;
  readonly deviations: readonly Deviation[];
}

export interface Deviation {
  readonly configured: Configured;
  readonly request: PageRequest;
  readonly engine: string;
  readonly read: boolean;
  readonly real: boolean;
}

interface Options {
  readonly configurations: number;
  readonly requests: number;
  readonly seed: number;
}

const ENGINES = ['chromium', 'firefox', 'webkit'] as const;

/** Reads and runs the same configurations, and compares what three browsers make of the same requests. */
export async function truthOf(stack: ReadStack, { configurations, requests, seed }: Options): Promise<Truth> {
  const random = randomOf(seed);
  const all = Array.from({ length: configurations }, (_, number) => stack.configuration(random, number));
  const started = await stack.start(all);
  const deviations: Deviation[] = [];
  try {
    for (const [number, configured] of all.entries()) {
      const policy = read({ files: [configured] }).policies.find(
        ({ where }) => configured.where === undefined || where === configured.where,
      );
      const { send, close } = sendTo(started.places[number]!);
      const said = policy ? responsesOf(policy) : async () => ({ status: 200, headers: [] });
      for (let i = 0; i < requests; i++) {
        const request = randomRequest(random, 'https://api.example/');
        for (const engine of ENGINES) {
          const [real, reading] = await Promise.all([
            simulate(request, send, { engine }),
            simulate(request, said, { engine }),
          ]);
          if (real.allowed === reading.allowed) continue;
          deviations.push({ configured, request, engine, read: reading.allowed, real: real.allowed });
          break;
        }
      }
      close();
    }
  } finally {
    await started.stop();
  }
  const total = configurations * requests;
  return { stack: stack.id, configurations, requests: total, agreeing: total - deviations.length, deviations };
}
