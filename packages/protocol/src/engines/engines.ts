import { ProtocolError } from '../error.js';
import type { EngineName } from '../exchange.js';
import type { Rules } from '../rules.js';
import { chromium } from './chromium.js';
import { defineEngine, type Engine, type EngineChange, isAmong, isVersion } from './engine.js';
import { firefox } from './firefox.js';
import { standard } from './standard.js';
import { webkit } from './webkit.js';

const ENGINES: Readonly<Record<EngineName, Engine>> = {
  standard: defineEngine({ tested: [], traits: {}, changes: [], rules: () => standard }),
  chromium,
  firefox,
  webkit,
};

/** @throws ProtocolError if `version` is not a version of this engine. */
export function rulesOf(engine: EngineName, version?: string): Rules {
  const problem = versionProblem(engine, version);
  if (problem !== undefined) throw new ProtocolError('invalid-version', problem, String(version));
  return ENGINES[engine].rulesOf(version);
}

/** What keeps `version` from being a version of this engine. */
export function versionProblem(engine: EngineName, version: string | undefined): string | undefined {
  if (version === undefined) return undefined;
  if (engine === 'standard') return 'The Fetch standard has no versions.';
  return isVersion(version) ? undefined : `'${version}' is not a version such as '156' or '2.50.6'.`;
}

const versionsOf = (engine: EngineName): Pick<Engine, 'tested' | 'changes'> =>
  Object.hasOwn(ENGINES, engine) ? ENGINES[engine] : { tested: [], changes: [] };

/** The versions on which the rules of an engine are tested, oldest first: `150` stands for every 150.x. */
export const testedVersions = (engine: EngineName): readonly string[] => versionsOf(engine).tested;

export const isTestedVersion = (engine: EngineName, version: string): boolean =>
  isAmong(versionsOf(engine).tested, version);

/** What changed between the tested versions of an engine, newest first. */
export const changesOf = (engine: EngineName): readonly EngineChange[] =>
  versionsOf(engine).changes.map(({ id, since, what }) => ({ id, since, what }));
