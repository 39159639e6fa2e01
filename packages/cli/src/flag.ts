import type { Invocation } from './command.js';

type Flags = Invocation['options'];

/** The text of a flag, if it was given. */
export function textFlag(options: Flags, name: string): string | undefined {
  const given = options[name];
  return typeof given === 'string' ? given : undefined;
}

/** The texts of a flag that may be given more than once, if it was given. */
export function textFlags(options: Flags, name: string): readonly string[] | undefined {
  const given = options[name];
  return Array.isArray(given) ? given.filter((one) => typeof one === 'string') : undefined;
}
