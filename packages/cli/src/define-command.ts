import type { Command, ExitCode, Invocation, Option } from './command.js';
import { areFlags, type FlagsOf } from './flags.js';

/** A command as its file writes it: `run` gets the flags with the types that `options` declares. */
interface Definition<Options extends readonly Option[]> extends Omit<Command, 'run'> {
  readonly options: Options;
  readonly run: (invocation: Invocation<FlagsOf<Options>>) => Promise<ExitCode>;
}

/** A command of which the options are known one by one. */
export interface DefinedCommand<Options extends readonly Option[]> extends Command {
  readonly options: Options;
}

/** The command of a definition. */
export const defineCommand = <const Options extends readonly Option[]>({
  run,
  ...data
}: Definition<Options>): DefinedCommand<Options> => ({
  ...data,
  run: async (invocation) => {
    const { options } = invocation;
    if (!areFlags(options, data.options)) throw new TypeError(`${data.name} was given flags of another command.`);
    return run({ ...invocation, options });
  },
});
