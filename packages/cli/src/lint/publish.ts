import { guardedText, type OutputKind } from '@corsmith/evidence';
import { lintReporters } from '@corsmith/lint';
import type { Invocation } from '../command.js';
import { writeOutputs } from '../reports/output-files.js';
import { type Colour, paint } from '../terminal/paint.js';
import type { LintArguments } from './arguments.js';
import type { Linted } from './linted.js';
import type { LintOutputName } from './output-names.js';
import { lintLines } from './screen.js';

interface Screen {
  readonly width: number;
  readonly colour: Colour;
  readonly detail: 'short' | 'verbose';
}

/** Prints each report, or writes it to its file. */
export async function publish(
  linted: Linted,
  { outputs, detail }: LintArguments,
  { terminal }: Pick<Invocation, 'terminal'>,
): Promise<void> {
  for (const { reporter, file } of outputs) {
    if (file !== undefined) continue;
    const { width, colour } = terminal;
    const { text, kind } = rendered(reporter, linted, { width, colour, detail });
    terminal.print(text, kind);
  }
  const plain = { width: 80, colour: 'plain', detail } as const;
  await writeOutputs(outputs, ({ reporter }) => {
    const { text, kind } = rendered(reporter, linted, plain);
    return guardedText(text, kind);
  });
}

function rendered(
  name: LintOutputName,
  { files, ...report }: Linted,
  { width, colour, detail }: Screen,
): { readonly text: string; readonly kind: OutputKind } {
  if (name === 'pretty')
    return { text: paint(lintLines({ ...report, files }, { width, detail }), colour), kind: 'text' };
  const reporter = lintReporters.find((one) => one.name === name);
  if (!reporter) throw new TypeError(`No reporter is called ${name}.`);
  return { text: reporter.render(report), kind: reporter.kind ?? 'text' };
}
