/** What Windows, cmd and PowerShell make of a command line, after their documentation. None of them runs here. */

/** The arguments that a program compiled with Microsoft's C runtime finds. */
export function splitArguments(line: string): string[] {
  const found: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (/\s/.test(line[at]!)) {
      at++;
      continue;
    }
    let argument = '';
    let isQuoted = false;
    for (; at < line.length && (isQuoted || !/\s/.test(line[at]!)); at++) {
      const [slashes] = /^\\*/.exec(line.slice(at))!;
      if (line[at + slashes.length] === '"') {
        argument += '\\'.repeat(slashes.length >> 1);
        at += slashes.length;
        if (slashes.length % 2 === 1) argument += '"';
        else if (isQuoted && line[at + 1] === '"') {
          argument += '"';
          at++;
        } else isQuoted = !isQuoted;
      } else if (slashes !== '') {
        argument += slashes;
        at += slashes.length - 1;
      } else argument += line[at];
    }
    found.push(argument);
  }
  return found;
}

/** At the prompt: a variable that is not defined stays as it is. */
export const withVariables = (line: string, variables: Readonly<Record<string, string>>): string =>
  line.replace(/%([^%:]+)(?:%|:[^%]*%)/g, (whole, name: string) => variables[name.toUpperCase()] ?? whole);

/** Carets and quotation marks; anything else that cmd would act on is an error. */
export function throughCmd(line: string): string {
  let out = '';
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (character === '^' && !isQuoted) out += line[++at] ?? '';
    else {
      if (character === '"') isQuoted = !isQuoted;
      else if (!isQuoted && /[&|<>()\r\n]/.test(character)) throw new Error(`cmd acts on ${character} in ${line}`);
      out += character;
    }
  }
  return out;
}

/** The words of a PowerShell command: strings, and barewords of harmless characters. */
export function powershellWords(line: string): string[] {
  const words: string[] = [];
  for (let rest = line.trimStart(); rest !== ''; rest = rest.trimStart()) {
    const single = /^'((?:[^'‘’‚‛]|['‘’‚‛]{2})*)'(?=\s|$)/.exec(rest);
    const double = /^"((?:[^"`$“”„]|`.|\$\(\[char\]\d+\))*)"(?=\s|$)/su.exec(rest);
    const bare = /^[\w:/.-]+(?=\s|$)/.exec(rest);
    const [whole] = single ?? double ?? bare ?? [];
    if (whole === undefined) throw new Error(`PowerShell reads otherwise: ${rest}`);
    if (single) words.push(single[1]!.replace(/(['‘’‚‛])['‘’‚‛]/g, '$1'));
    else if (double)
      words.push(
        double[1]!.replace(/`(.)|\$\(\[char\](\d+)\)/gsu, (_, plain?: string, code?: string) =>
          plain === undefined ? String.fromCharCode(Number(code)) : plain,
        ),
      );
    else words.push(whole);
    rest = rest.slice(whole.length);
  }
  return words;
}

/** How Windows PowerShell 5.1 passes strings to a program: it neither escapes quotation marks nor passes on nothing. */
export const legacyCommandLine = (words: readonly string[]): string =>
  words.map((word) => (hasSpaceOutsideQuotes(word) ? `"${word}"` : word)).join(' ');

function hasSpaceOutsideQuotes(word: string): boolean {
  let isQuoted = false;
  for (const [at, character] of [...word].entries()) {
    if (character === '"' && [...word][at - 1] !== '\\') isQuoted = !isQuoted;
    else if (/\s/.test(character) && !isQuoted) return true;
  }
  return false;
}
