import type { Diagnosis } from '@corsmith/doctor';
import { type CheckFlags, parseArguments } from '../check/arguments.js';
import { checked } from '../check/run.js';
import { isAllowed } from '../terminal/verdict.js';
import { startExpressSite } from './express-site.js';
import { startProxiedSite } from './proxied-site.js';
import { ORIGIN, type Scenario } from './scenarios.js';
import type { SourceFile } from './site.js';

/** How a scenario went. */
export interface Play {
  readonly scenario: Scenario;
  /** The flags and the URL that `check` was given, both times. */
  readonly url: string;
  readonly flags: CheckFlags;
  readonly broken: SourceFile;
  readonly found: Diagnosis;
  readonly fixedFile: SourceFile;
  readonly fixed: Diagnosis;
  /** Whether the causes were found and the fix allows the request. */
  readonly passed: boolean;
}

/** What is known of it up to a step. */
export interface PlayObserver {
  found(known: Omit<Play, 'fixedFile' | 'fixed' | 'passed'>): Promise<void>;
  fixed(known: Play): Promise<void>;
}

/** Breaks an API, finds the cause, applies the printed fix and checks again. Leaves nothing running. */
export async function play(scenario: Scenario, observer: PlayObserver, signal: AbortSignal): Promise<Play> {
  const start = scenario.broken === 'app' ? startExpressSite : startProxiedSite;
  const site = await start(scenario.code, signal);
  try {
    const url = `${site.origin}${scenario.path}`;
    const flags: CheckFlags = {
      origin: ORIGIN,
      ...scenario.flags,
      // The API is our own: what changes data may be sent.
      ...(scenario.flags.request !== undefined && { send: true }),
      ...(site.direct !== undefined && { direct: [site.direct] }),
    };
    const args = await parseArguments({ arguments: [url], options: flags });
    const found = await checked(args, signal);
    const known = { scenario, url, flags, broken: site.file, found };
    await observer.found(known);
    const fixedFile = await site.fix(found);
    const fixed = await checked(args, signal);
    const names = scenario.causes.every((id, index) => found.causes[index]?.id === id);
    const whole = { ...known, fixedFile, fixed, passed: names && isAllowed(fixed) };
    await observer.fixed(whole);
    return whole;
  } finally {
    await site.close();
  }
}
