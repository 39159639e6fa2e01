import { isTestedVersion, testedVersions } from '@corsmith/protocol';
import { isOlder } from '../../../setup/system-packages.mjs';
import type { BrowserName } from './foretell.js';

/** `newest`: the version that `simulate` takes by default. `tested`: an older one. `untested`: any other, older or newer. */
export type Standing = 'newest' | 'tested' | 'untested';

export function standingOf({ engine, version }: BrowserName): Standing {
  if (!isTestedVersion(engine, version)) return 'untested';
  return isOlder(version, newestOf(engine)) ? 'tested' : 'newest';
}

export const newestOf = (engine: BrowserName['engine']): string => testedVersions(engine).at(-1)!;
