import { spellings, type Vocabulary } from './vocabulary.js';

/** Each case is `COMMAND:PREVIOUS WORD`. Works from a folder of `fpath` and when sourced. */
export const zshScript = (vocabulary: readonly Vocabulary[]): string => `#compdef corsmith
_corsmith() {
  local -a candidates
  case "$CURRENT:$words[2]:$words[CURRENT-1]" in
    2:*) candidates=(${vocabulary.map(({ name, summary }) => described(name, summary)).join(' ')}) ;;
${vocabulary.flatMap(commandCases).join('\n')}
  esac
  if (( $#candidates )); then _describe corsmith candidates; else _files; fi
}
if [[ "$funcstack[1]" = _corsmith ]]; then _corsmith "$@"; else compdef _corsmith corsmith; fi
`;

const commandCases = ({ name, flags, words }: Vocabulary): string[] => [
  ...flags
    .filter(({ takesValue }) => takesValue)
    .map(
      (flag) =>
        `    ${spellings(flag)
          .map((text) => `*:${name}:${text}`)
          .join('|')}) candidates=(${flag.values.join(' ')}) ;;`,
    ),
  `    *:${name}:*) candidates=(${[...words, ...flags.map(({ long, description }) => described(long, description))].join(' ')}) ;;`,
];

const described = (word: string, description: string): string =>
  `'${word}:${description.replaceAll("'", `'\\''`).replaceAll(':', '\\:')}'`;
