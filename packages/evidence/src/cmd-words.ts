/**
 * The words of each command in a text for the Windows command line, as developer tools write it: first what cmd.exe takes
 * off, then what the program's own reading of its arguments does.
 */
export function cmdCommands(text: string): readonly (readonly string[])[] {
  return commandsOf(text)
    .map(wordsOf)
    .filter(({ length }) => length > 0);
}

/** With its escapes taken off, each character that stands for a separator when it is not escaped apart from one that is. */
function commandsOf(text: string): readonly string[] {
  // Where the quotation marks themselves are escaped, cmd.exe sees none.
  const quotes = text.includes('^"') ? 'escaped' : 'seen';
  const commands: string[][] = [[]];
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '^' && !isQuoted) {
      const lineBreak = /^\r?\n/.exec(text.slice(at + 1, at + 3))?.[0] ?? '';
      at += lineBreak.length + 1;
      // A line break after an escaped one is meant.
      const second = lineBreak === '' ? undefined : /^\r?\n/.exec(text.slice(at, at + 2))?.[0];
      commands.at(-1)?.push(second === undefined ? (text[at] ?? '') : '\n');
      at += Math.max(0, (second?.length ?? 1) - 1);
    } else if (!isQuoted && (char === '\n' || char === '&')) {
      commands.push([]);
    } else {
      if (char === '"' && quotes === 'seen') isQuoted = !isQuoted;
      if (char !== '\r') commands.at(-1)?.push(char);
    }
  }
  return commands.map((characters) => characters.join(''));
}

function wordsOf(command: string): readonly string[] {
  const words: string[] = [];
  let word: string[] | undefined;
  let isQuoted = false;
  for (let at = 0; at < command.length; at++) {
    const char = command.charAt(at);
    const next = command[at + 1];
    if (!isQuoted && (char === ' ' || char === '\t')) {
      if (word) words.push(word.join(''));
      word = undefined;
      continue;
    }
    word ??= [];
    if ((char === '\\' && (next === '"' || next === '\\')) || (isQuoted && char === '"' && next === '"')) {
      word.push(next);
      at++;
    } else if (char === '"') {
      isQuoted = !isQuoted;
    } else {
      word.push(char);
    }
  }
  if (word) words.push(word.join(''));
  return words;
}
