import { originProblem } from '@corsmith/protocol';
import type { Policy, PolicyConfig } from '@corsmith/server';
import { checkedEndpoint } from './check-endpoint.js';
import { checkedPolicy, isAllowed } from './check-policy.js';
import type { Contract } from './contract.js';
import { ContractError, located, problemList, type Report, TooManyProblems } from './contract-error.js';
import { environmentsOf, valuesOf } from './environments.js';
import type { Path } from './path.js';
import { itemsOf, recordOf, textOf, textsOf } from './shape.js';
import { shellOf } from './shell-values.js';
import { readSource, type Source } from './source.js';
import { expanded, type Variables } from './variables.js';

export const CONTRACT_KEYS = ['$schema', 'policy', 'endpoints', 'denied', 'environments'] as const;
type Key = (typeof CONTRACT_KEYS)[number];

export interface ReadOptions {
  /** The environment to read the contract for. */
  readonly environment?: string;
  /** The shell's variables, which override those of the environment. Default none. */
  readonly variables?: Variables;
  /** The file's name in errors. Default `cors.yaml`. */
  readonly file?: string;
}

/**
 * Reads a contract, in YAML or JSON.
 * @throws ContractError with every problem at once, each with its line and column.
 */
export function readContract(text: string, options: ReadOptions = {}): Contract {
  return reading(text, options, ({ filled, names, lineOf, shellValues, report }) => {
    const policy = policyOf(filled('policy'), report);
    const { environment } = options;
    const items = itemsOf(filled('endpoints'), ['endpoints'], 'endpoints', report);
    if (items.length === 0) report('missing', ['endpoints'], '', 'List the URLs that pages use under endpoints.');
    const context = { policy, environments: names, environment, lineOf, report };
    const endpoints = items.flatMap(([path, item]) => checkedEndpoint(item, path, context) ?? []);
    const denied = deniedOf(filled('denied'), policy, report);
    const values = shellValues();
    return (
      policy && {
        policy: policy.config,
        endpoints,
        denied,
        ...(environment !== undefined && { environment }),
        ...(values.length > 0 && { shellValues: values }),
      }
    );
  });
}

/**
 * Reads only the policy of a contract: variables used by endpoints alone need not be set. Also reads a bare policy, with
 * `origins` at the top level.
 * @throws ContractError like `readContract`.
 */
export const readPolicy = (text: string, options: ReadOptions = {}): PolicyConfig =>
  reading(text, options, ({ filled, alone, report }) => {
    const config = alone();
    return config === undefined
      ? policyOf(filled('policy'), report)?.config
      : checkedPolicy(config, [], report)?.config;
  });

/** A parsed document and what is needed to read its parts. */
interface Opened {
  /** A part of it, with its variables expanded. */
  filled(key: Key): unknown;
  /** The whole document, if it is a policy. */
  alone(): unknown;
  lineOf(path: Path): number;
  /** The values read from the shell so far. */
  shellValues(): readonly string[];
  /** Of the environments. */
  readonly names: readonly string[];
  readonly report: Report;
}

/** `read` returns undefined only if it reports a problem. */
function reading<T extends object>(
  text: string,
  { environment, variables = {}, file }: ReadOptions,
  read: (opened: Opened) => T | undefined,
): T {
  const shell = shellOf(variables);
  const { report, problems } = problemList(shell.hide);
  let placeOf: Source['placeOf'] = () => ({ line: 1, column: 1 });
  const document = (): T | undefined => {
    const source = readSource(text, report);
    placeOf = source.placeOf;
    if (problems.length > 0) return undefined;
    const isPolicy = isPolicyAlone(source.data);
    const record = isPolicy ? {} : recordOf(source.data, [], CONTRACT_KEYS, report);
    if (!record) return undefined;
    textOf(record.$schema, ['$schema'], report);
    const environments = environmentsOf(record.environments, shell.value, report);
    const expansion = valuesOf(environments, environment, shell.value, report);
    const filled = (key: Key) => expanded(record[key], [key], expansion);
    const alone = () => (isPolicy ? expanded(source.data, [], expansion) : undefined);
    const lineOf = (path: Path) => placeOf(path, 'value').line;
    return read({ filled, alone, lineOf, names: [...environments.keys()], shellValues: shell.values, report });
  };
  const value = orEnough(document);
  if (value === undefined || problems.length > 0) throw new ContractError(located(problems, placeOf), file);
  return value;
}

const isPolicyAlone = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'origins' in data && !('policy' in data);

function orEnough<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TooManyProblems) return undefined;
    throw error;
  }
}

function policyOf(value: unknown, report: Report): Policy | undefined {
  if (value !== undefined) return checkedPolicy(value, ['policy'], report);
  report('missing', [], '', 'The key policy is missing: it says what the servers should allow.');
  return undefined;
}

/** The default for `denied`: `null`, which any page can have, and an unknown origin. */
const ALWAYS_DENIED = ['null', 'https://stranger.example'];

function deniedOf(value: unknown, policy: Policy | undefined, report: Report): readonly string[] {
  if (value === undefined) return policy ? ALWAYS_DENIED.filter((origin) => !isAllowed(policy, origin)) : [];
  return textsOf(value, ['denied'], 'origins', report).flatMap(([path, origin]) => {
    const problem = originProblem(origin);
    if (problem) report('not-an-origin', path, origin, problem.message, problem.suggestion);
    else if (policy && isAllowed(policy, origin))
      report('contradiction', path, origin, 'The policy allows this origin. Remove it here or there.');
    else return [origin];
    return [];
  });
}
