import type { UsageProblem } from '../usage-error.js';

/** A report's destination: a file or standard output. */
export interface Output<Name extends string = string> {
  readonly reporter: Name;
  readonly file?: string;
}

/** `--reporter NAME[=FILE]`, of which one may be printed. */
export function outputsOf<Name extends string>(
  reporters: readonly string[],
  names: readonly Name[],
  problems: UsageProblem[],
): readonly Output<Name>[] {
  const isReporter = (name: string): name is Name => names.some((one) => one === name);
  const outputs = reporters.flatMap((text): Output<Name>[] => {
    const [, name = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
    if (!isReporter(name))
      problems.push({ message: `--reporter '${text}' is not known.`, hint: `Known are ${names.join(', ')}` });
    else if (file === '') problems.push({ message: `--reporter '${text}' names no file after the =.` });
    else return [{ reporter: name, ...(file !== undefined && { file }) }];
    return [];
  });
  // CI runners find annotations in any other output.
  const shown = outputs.filter(({ reporter, file }) => file === undefined && reporter !== 'github');
  if (shown.length > 1)
    problems.push({
      message: `Only one report can be printed: ${shown.map(({ reporter }) => reporter).join(' or ')}.`,
      hint: `Write the others to files, such as --reporter ${shown[1]?.reporter}=report.txt`,
    });
  return outputs;
}
