import { spellings, type Vocabulary } from './vocabulary.js';

/** Each case is `COMMAND:PREVIOUS WORD`; files are offered where nothing is known. */
export const bashScript = (vocabulary: readonly Vocabulary[]): string => `# bash completion for corsmith
_corsmith() {
  local words=''
  case "$COMP_CWORD:\${COMP_WORDS[1]}:\${COMP_WORDS[COMP_CWORD-1]}" in
    1:*) words='${vocabulary.map(({ name }) => name).join(' ')} --help --version' ;;
${vocabulary.flatMap(commandCases).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _corsmith corsmith
`;

const commandCases = ({ name, flags, words }: Vocabulary): string[] => [
  ...flags
    .filter(({ takesValue }) => takesValue)
    .map(
      (flag) =>
        `    ${spellings(flag)
          .map((text) => `*:${name}:${text}`)
          .join(' | ')}) words='${flag.values.join(' ')}' ;;`,
    ),
  `    *:${name}:*) words='${[...words, ...flags.map(({ long }) => long)].join(' ')}' ;;`,
];
