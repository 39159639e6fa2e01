import {
  type Contract,
  ContractError,
  type Expectation,
  explainFailures,
  plan,
  planSize,
  type ReadOptions,
  type Result,
  readContract,
  verify,
} from '@corsmith/contract';
import { problemAnnotations, reportOf, type TestReport, tally } from '@corsmith/contract/report';
import { maskerOf } from '@corsmith/evidence';
import { defined } from '@corsmith/protocol';
import { ExitCode, type Invocation } from '../command.js';
import { type ContractFile, openContract, orUsage } from '../contract/contract-file.js';
import { includesOf } from '../contract/includes.js';
import { prepareOutputs, writeOutputs } from '../reports/output-files.js';
import { paint } from '../terminal/paint.js';
import { progressLine } from '../terminal/progress.js';
import { UsageError } from '../usage-error.js';
import { parseTestArguments, type TestArguments, type TestFlags } from './arguments.js';

import { rendered, showsAll } from './rendered.js';

/** A mistake in a contract multiplies quickly. */
const MOST_EXPECTATIONS = 1_000_000;

/** Tests the servers against the contract and writes the reports. */
export async function runTest(invocation: Invocation<TestFlags>): Promise<ExitCode> {
  const { terminal, signal } = invocation;
  const args = parseTestArguments(invocation);
  const file = await openContract(args.contract);
  const { environment } = args;
  const options = {
    file: file.path,
    include: includesOf(file),
    variables: process.env,
    ...(environment !== undefined && { environment }),
  };
  const contract = orUsage(file, () => readOrAnnotate(file, options, args, invocation));
  const selects = selectionOf(args);
  const size = sizeOf(contract, selects);
  if (args.isList) {
    const { text } = maskerOf({ values: contract.shellValues });
    for (const title of titles(contract, selects)) terminal.print(paint([[text(title)]], 'plain'));
    return ExitCode.Allowed;
  }
  await prepareOutputs(args.outputs);
  const began = performance.now();
  const found = await tested(contract, size, args, invocation);
  signal.throwIfAborted();
  const { secrets } = args;
  const durationMs = Math.round(performance.now() - began);
  const report = reportOf({
    contract: file.path,
    policy: contract.policy,
    shellValues: contract.shellValues,
    ...(environment !== undefined && { environment }),
    durationMs,
    secrets,
    ...found,
  });
  await publish(report, args, invocation);
  return exitCodeOf(report);
}

/** With the reporter `github`, the problems of a contract are annotations, too. */
function readOrAnnotate(
  { text, path }: ContractFile,
  options: ReadOptions,
  { outputs }: TestArguments,
  { terminal }: Invocation,
): Contract {
  try {
    return readContract(text, options);
  } catch (error) {
    if (error instanceof ContractError && outputs.some(({ reporter }) => reporter === 'github'))
      terminal.print(problemAnnotations(error.problems, path), 'annotations');
    throw error;
  }
}

type Selection = ((expectation: Expectation) => boolean) | undefined;

const selectionOf = ({ filters }: TestArguments): Selection =>
  filters.length === 0 ? undefined : ({ title }) => filters.some((text) => title.includes(text));

/** @throws UsageError if there is nothing to test, or too much. */
function sizeOf(contract: Contract, selects: Selection): number {
  const size = planSize(contract);
  if (size > MOST_EXPECTATIONS)
    throw new UsageError([
      { message: `This contract makes ${size} expectations: at most ${MOST_EXPECTATIONS} are tested in one run.` },
    ]);
  const selected = selects ? titles(contract, selects).length : size;
  if (selected === 0)
    throw new UsageError([
      size === 0
        ? {
            message: 'There is nothing to test: this environment has no endpoint, or every origin is the server’s own.',
          }
        : { message: 'No expectation has this text in its title.', hint: 'corsmith test --list prints all titles' },
    ]);
  return selected;
}

const titles = (contract: Contract, selects: Selection): string[] =>
  [...plan(contract)].flatMap(({ expectations }) =>
    (selects ? expectations.filter(selects) : expectations).map(({ title }) => title),
  );

async function tested(contract: Contract, size: number, args: TestArguments, { errors, signal }: Invocation) {
  const { engines, retries, concurrency, perHost, timeoutMs, strict, diagnosed, stack } = args;
  const progress = progressLine(errors);
  const selects = selectionOf(args);
  const { text } = maskerOf({ values: contract.shellValues });
  const { add, counts } = tally();
  const onResult = (result: Result) => {
    add(result);
    progress.showOften(() => {
      const { total, broken, unreachable } = counts();
      const failed = broken + unreachable;
      return `${total} of ${size}${failed > 0 ? `, ${failed} do not hold` : ''}`;
    });
  };
  try {
    const results = await verify(contract, {
      returns: needsAllResults(args) ? 'all' : 'failing',
      retries,
      concurrency,
      perHost,
      timeoutMs,
      strict,
      signal,
      onResult,
      ...defined({ engines, selects }),
    });
    const onDiagnosis = ({ expectation }: Result) => progress.show(`Diagnosing ${text(expectation.title)}`);
    const explaining = {
      maxDiagnoses: diagnosed,
      timeoutMs,
      signal,
      onDiagnosis,
      ...(stack !== undefined && { stack }),
    };
    const failures = await explainFailures(results, explaining);
    return { results, failures, counts: counts() };
  } finally {
    progress.clear();
  }
}

const needsAllResults = ({ outputs, detail }: TestArguments): boolean =>
  outputs.some(({ reporter }) => showsAll(reporter, { detail }));

/** Writes each report to its file, or to standard output. */
async function publish(
  report: TestReport,
  { outputs, detail }: TestArguments,
  { terminal }: Invocation,
): Promise<void> {
  for (const { reporter, file } of outputs) {
    if (file !== undefined) continue;
    const { width, colour } = terminal;
    const { text, kind } = rendered(reporter, report, { width, colour, detail });
    terminal.print(text, kind);
  }
  const screen = { width: 80, colour: 'plain', detail } as const;
  await writeOutputs(outputs, ({ reporter }) => rendered(reporter, report, screen).text);
}

function exitCodeOf({ counts: { broken, unreachable } }: TestReport): ExitCode {
  if (broken > 0) return ExitCode.Blocked;
  return unreachable > 0 ? ExitCode.Unreachable : ExitCode.Allowed;
}
