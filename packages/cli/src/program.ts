import { Argument, Command as CommanderCommand, CommanderError, Option } from 'commander';
import { type Command, ExitCode, type Invocation, type Terminal } from './command.js';
import { commands } from './commands.js';
import { guarded } from './terminal/guarded.js';
import { type Line, wrap } from './terminal/line.js';
import { paint } from './terminal/paint.js';
import { UsageError, type UsageProblem } from './usage-error.js';
import { version } from './version.js';

/** The outside of one run. */
export interface Surroundings {
  readonly out: Terminal;
  readonly err: Terminal;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Called before a command runs. */
  readonly onCommand?: (command: Command) => void;
}

/** Runs the command line, and resolves to the exit code. Never rejects. */
export async function run(args: readonly string[], { out, err, ...outside }: Surroundings): Promise<ExitCode> {
  const surroundings = { ...outside, out: guarded(out), err: guarded(err) };
  let exitCode: ExitCode = ExitCode.Allowed;
  const program = createProgram(surroundings, async (command, invocation) => {
    surroundings.onCommand?.(command);
    exitCode = await command.run(invocation);
  });
  try {
    await program.parseAsync(isHelpOfUnknown(args) ? args.slice(1) : args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error, args, surroundings);
  }
}

/** `help chekc` prints the same suggestion as `chekc`. */
const isHelpOfUnknown = ([help, name]: readonly string[]): boolean =>
  help === 'help' && name !== undefined && !commands.some((command) => command.name === name);

type Run = (command: Command, invocation: Invocation) => Promise<void>;

function createProgram({ out, err, signal }: Surroundings, run: Run): CommanderCommand {
  const program = new CommanderCommand('corsmith')
    .description('Finds out why the browser says "blocked by CORS policy", and the shortest fix for your server.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print help for a command')
    .exitOverride()
    .configureOutput({
      writeOut: out.print,
      writeErr: err.print,
      outputError: () => {},
      getOutHelpWidth: () => out.width,
      getErrHelpWidth: () => err.width,
      getOutHasColors: () => out.colour === 'colour',
      getErrHasColors: () => err.colour === 'colour',
    })
    .configureHelp({ styleTitle: (title) => paint([[['strong', title]]], 'colour').trimEnd() })
    .addHelpText('after', () => examples(commands.flatMap((command) => command.examples.slice(0, 1))));
  for (const command of commands) {
    const child = program.command(command.name).description(command.summary).allowExcessArguments();
    for (const { name, description, choices, optional, repeatable } of command.arguments) {
      const written = repeatable ? `${name}...` : name;
      const argument = new Argument(optional ? `[${written}]` : `<${written}>`, description);
      child.addArgument(choices ? argument.choices(choices) : argument);
    }
    for (const { flags, description, choices, aliases, repeatable } of command.options) {
      const option = new Option(flags, description);
      if (choices) option.choices(choices);
      if (aliases) translate(option, aliases);
      if (repeatable) collect(option);
      child.addOption(option);
    }
    child.addHelpText('after', () => examples(command.examples));
    child.action(() => {
      const takesAny = command.arguments.at(-1)?.repeatable === true;
      const surplus = takesAny ? undefined : child.args[command.arguments.length];
      if (surplus !== undefined) throw new UsageError([surplusArgument(surplus, command)]);
      const given = child.args.map((text, i) => (command.arguments[i]?.name === 'url' ? text.trim() : text));
      return run(command, { arguments: given, options: child.opts(), commands, terminal: out, errors: err, signal });
    });
  }
  return program;
}

/** Reads what people call a value as that value. */
function translate(option: Option, aliases: Readonly<Record<string, string>>): void {
  const check = option.parseArg?.bind(option);
  option.argParser((value: string) => {
    const meant = aliases[value.toLowerCase()] ?? value.toLowerCase();
    check?.(meant, undefined);
    return meant;
  });
}

/** Each value beside those before it. What `choices` refuses stays refused. */
function collect(option: Option): void {
  const check = option.parseArg?.bind(option);
  option.argParser((value: string, before: string[] = []) => {
    const checked: unknown = check?.(value, undefined);
    return [...before, typeof checked === 'string' ? checked : value];
  });
}

const examples = (lines: readonly string[]): string => `\nExamples:\n${lines.map((line) => `  $ ${line}\n`).join('')}`;

function surplusArgument(text: string, { arguments: taken, options }: Command): UsageProblem {
  const [flag] = options.find(({ flags }) => flags.endsWith(' <url>'))?.flags.split(' ') ?? [];
  const isMeant = flag !== undefined && taken.length === 0;
  return {
    message: `'${text}' is one argument too many.`,
    hint: isMeant ? `Give it as ${flag} ${text}` : 'Quote a value that contains spaces',
  };
}

function report(error: unknown, args: readonly string[], { err, env, signal }: Surroundings): ExitCode {
  if (signal.aborted) return ExitCode.Usage;
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return ExitCode.Allowed;
    if (error.code !== 'commander.help') err.print(complaint([usageProblemOf(error, args)], args, err));
  } else if (error instanceof UsageError) {
    err.print(complaint(error.problems, args, err));
  } else {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const isDetailed = env.CORSMITH_DEBUG === '1' || args.includes('--verbose') || args.includes('-v');
    const hint = 'This is a bug in corsmith. Set CORSMITH_DEBUG=1 to see the stack trace';
    err.print(complaint([{ message: `unexpected error: ${message}`, ...(!isDetailed && { hint }) }], args, err));
    if (isDetailed && stack)
      err.print(
        paint(
          stack.split('\n').map((row) => [['dim', row]]),
          err.colour,
        ),
      );
  }
  return ExitCode.Usage;
}

/** Commander's `error: unknown option '--orgin'\n(Did you mean --origin?)`. */
function usageProblemOf({ message }: CommanderError, args: readonly string[]): UsageProblem {
  const [sentence = '', suggestion] = message.replace(/^error: /, '').split(/\n\(?/);
  if (sentence === "unknown option '-v'" && args[0] === '-v')
    return { message: sentence, hint: 'corsmith -V prints the version' };
  return suggestion ? { message: sentence, hint: suggestion.replace(/\)$/, '') } : { message: sentence };
}

/** Longer texts are cut: what is wrong shows in their beginning. */
const OFFENDING_TEXT_LIMIT = 400;

function complaint(problems: readonly UsageProblem[], args: readonly string[], { colour, width }: Terminal): string {
  const lines = problems.flatMap(({ message, hint, command }): Line[] => {
    const text = message.length > OFFENDING_TEXT_LIMIT ? `${message.slice(0, OFFENDING_TEXT_LIMIT)}…` : message;
    const [first = '', ...rest] = wrap(text, width - 10);
    return [
      [['bad', 'corsmith: '], first],
      ...rest.map((row): Line => [`          ${row}`]),
      ...(hint === undefined ? [] : wrap(hint, width - 10).map((row): Line => [`          ${row}`])),
      ...(command === undefined ? [] : [[['code', command]] satisfies Line]),
    ];
  });
  const command = commands.find(({ name }) => name === args[0]);
  const help: Line = [['dim', `          See corsmith help${command ? ` ${command.name}` : ''}`]];
  return paint(problems.every(({ hint }) => hint !== undefined) ? lines : [...lines, help], colour);
}
