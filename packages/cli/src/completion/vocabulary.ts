import type { Command, Option } from '../command.js';

/** What can be written after a command, for the shells' scripts. */
export interface Vocabulary {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly Flag[];
  /** The values of its first argument, where they are known. */
  readonly words: readonly string[];
}

export interface Flag {
  /** `--request` and `-X`, as they are written. */
  readonly long: string;
  readonly short?: string;
  readonly description: string;
  readonly takesValue: boolean;
  /** The values it takes, where they are known. */
  readonly values: readonly string[];
}

/** `known` has what an option means with `values`. */
export function vocabularyOf(
  commands: readonly Command[],
  known: Readonly<Record<NonNullable<Option['values']>, readonly string[]>>,
): readonly Vocabulary[] {
  const named = commands.map(({ name, summary, options, arguments: [first] }) => ({
    name,
    summary,
    words: first?.choices ?? [],
    flags: options.map(({ flags, description, values, choices = values ? known[values] : [] }): Flag => {
      const [, short, long = ''] = /^(?:(-\w), )?(--[\w-]+)/.exec(flags) ?? [];
      const flag = { long, description, takesValue: flags.includes('<'), values: choices };
      return short === undefined ? flag : { ...flag, short };
    }),
  }));
  const names = commands.map(({ name }) => name);
  return [...named, { name: 'help', summary: 'Print the help of a command', flags: [], words: names }];
}

/** The spellings of a flag. */
export const spellings = ({ long, short }: Flag): string[] => (short === undefined ? [long] : [long, short]);
