import { MASK, maskText } from '@corsmith/evidence';
import { ownValue, type Shell } from './environments.js';
import type { Variables } from './variables.js';

/** Shorter ones would be found by chance in harmless text. */
const SHORTEST = 8;

/** The address of a server or a path on it: what is secret in one shows by its name. */
const ADDRESS = /^(?:https?:\/\/[^\s?#]*|\/[^\s?#]*|(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?|localhost:\d+)$/;

export interface ShellValues {
  readonly value: Shell;
  /** The values that were taken and may be secrets: a token belongs into the shell. */
  readonly values: () => readonly string[];
  /** A text without them, and without secrets that show by themselves. */
  readonly hide: (text: string) => string;
}

/** The shell's variables, which remembers what was taken. */
export function shellOf(variables: Variables): ShellValues {
  const taken = new Set<string>();
  return {
    value(name) {
      const value = ownValue(variables, name);
      if (value !== undefined && value.length >= SHORTEST && !ADDRESS.test(value)) taken.add(value);
      return value;
    },
    values: () => [...taken],
    hide: (text) => maskText([...taken].reduce((masked, value) => masked.replaceAll(value, MASK), text)),
  };
}
