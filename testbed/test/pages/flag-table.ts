import type { Argument } from '../../../packages/cli/src/index.js';
import { commands } from '../../../packages/cli/src/index.js';

/** The examples, the usage and the flags of a command, from the same table that its help is made of. */
export function flagTable(name: string): string {
  const command = commands.find((one) => one.name === name);
  if (!command) throw new Error(`No command is called ${name}.`);
  const { summary, arguments: args, options, examples } = command;
  const usage = ['corsmith', name, ...args.map(written), ...(options.length > 0 ? ['[flags]'] : [])];
  const rows = [
    ...args.map((arg) => row(written(arg), arg.description, arg.choices)),
    ...options.map(({ flags, description, choices, repeatable }) =>
      row(flags, repeatable ? `${description}; may be given again` : description, choices),
    ),
  ];
  return [
    `${summary}.`,
    '',
    '```sh',
    ...examples,
    '```',
    '',
    `\`${usage.join(' ')}\``,
    ...(rows.length > 0 ? ['', '| flag | |', '| --- | --- |', ...rows] : []),
  ].join('\n');
}

const written = ({ name, optional, repeatable }: Argument): string => {
  const text = repeatable ? `${name}...` : name;
  return optional ? `[${text}]` : `<${text}>`;
};

const row = (flag: string, description: string, choices: readonly string[] = []): string => {
  const values = choices.length > 0 ? `: ${choices.map((choice) => `\`${choice}\``).join(', ')}` : '';
  return `| \`${flag}\` | ${description}${values} |`;
};
