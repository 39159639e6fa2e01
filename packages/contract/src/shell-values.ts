import { MASK, maskText } from '@corsmith/evidence';
import { ownValue, type Shell } from './environments.js';
import type { Variables } from './variables.js';

/** Shorter values would match harmless text by chance. */
const MIN_LENGTH = 8;

/** A server's address or path: secrets in it are detected by name. */
const ADDRESS = /^(?:https?:\/\/[^\s?#]*|\/[^\s?#]*|(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?|localhost:\d+)$/;

export interface ShellValues {
  readonly value: Shell;
  /** The values that were read and may be secrets: tokens belong in the shell. */
  readonly values: () => readonly string[];
  /** Masks them in a text, along with other secrets. */
  readonly hide: (text: string) => string;
}

/** The shell's variables; remembers which were read. */
export function shellOf(variables: Variables): ShellValues {
  const read = new Set<string>();
  return {
    value(name) {
      const value = ownValue(variables, name);
      if (value !== undefined && value.length >= MIN_LENGTH && !ADDRESS.test(value)) read.add(value);
      return value;
    },
    values: () => [...read],
    hide: (text) => maskText([...read].reduce((masked, value) => masked.replaceAll(value, MASK), text)),
  };
}
