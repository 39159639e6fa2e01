import type { Flag, Vocabulary } from './vocabulary.js';

/** One `complete` for each word that can be written. */
export const fishScript = (vocabulary: readonly Vocabulary[]): string =>
  ['# fish completion for corsmith', 'complete -c corsmith -f', ...vocabulary.flatMap(commandLines), ''].join('\n');

const commandLines = ({ name, summary, flags, words }: Vocabulary): string[] => {
  const after = `complete -c corsmith -n '__fish_seen_subcommand_from ${name}'`;
  return [
    `complete -c corsmith -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ...(words.length > 0 ? [`${after} -a ${quoted(words.join(' '))}`] : []),
    ...flags.map((flag) => `${after} ${flagWords(flag)}`),
  ];
};

function flagWords({ long, short, description, takesValue, values }: Flag): string {
  const names = `-l ${long.slice(2)}${short === undefined ? '' : ` -s ${short.slice(1)}`}`;
  const value = values.length > 0 ? ` -x -a ${quoted(values.join(' '))}` : takesValue ? ' -r' : '';
  return `${names}${value} -d ${quoted(description)}`;
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
