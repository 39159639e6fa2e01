import { setTimeout } from 'node:timers/promises';
import { printableJson } from '@corsmith/evidence';
import { ExitCode, type Invocation } from '../command.js';
import type { Line } from '../terminal/line.js';
import { paint } from '../terminal/paint.js';
import { type Play, play } from './play.js';
import { type Scenario, scenarios } from './scenarios.js';
import { fixedLines, foundLines, headingLines, summaryLine } from './screen.js';

/** The flags of `demo`, as they were written. */
interface DemoFlags {
  readonly cause?: string;
  readonly fast?: boolean;
  readonly json?: boolean;
}

/** For the eye, after each screen; milliseconds. */
const PAUSE = 1000;

/** Plays the scenarios one after the other. */
export async function runDemo(
  { options: { cause, fast, json }, terminal, signal }: Invocation<DemoFlags>,
  all: readonly Scenario[] = scenarios,
): Promise<ExitCode> {
  const began = performance.now();
  const { width, colour, isWatched } = terminal;
  const print = (lines: readonly Line[]) => {
    if (!json) terminal.print(paint(lines, colour));
  };
  const show = async (lines: readonly Line[]) => {
    print(lines);
    if (isWatched && !fast && !json) await setTimeout(PAUSE, undefined, { signal });
  };
  const chosen = all.filter(({ causes }) => cause === undefined || causes.includes(cause));
  const plays: Play[] = [];
  for (const [index, scenario] of chosen.entries()) {
    print(headingLines(scenario, `${index + 1}/${chosen.length}`, width));
    const observer = {
      found: (known: Parameters<typeof foundLines>[0]) => show(foundLines(known, width)),
      fixed: (known: Play) => show(fixedLines(known, width)),
    };
    plays.push(await play(scenario, observer, signal));
  }
  print([summaryLine(plays, performance.now() - began)]);
  const passed = plays.every((one) => one.passed);
  if (json) terminal.print(`${printableJson({ passed, plays: plays.map(report) })}\n`);
  return passed ? ExitCode.Allowed : ExitCode.Blocked;
}

const report = ({ scenario: { causes, story }, flags: _, ...rest }: Play) => ({ causes, story, ...rest });
