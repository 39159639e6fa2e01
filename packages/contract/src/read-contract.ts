import type { Policy, PolicyConfig } from '@corsmith/server';
import { checkedDenied, deniedAt, type GivenDenied } from './check-denied.js';
import { type CheckedEndpoint, checkedEndpoint } from './check-endpoint.js';
import { checkedPolicy } from './check-policy.js';
import type { Contract, Denied, Endpoint } from './contract.js';
import { ContractError, located, problemList, type Report, TooManyProblems } from './contract-error.js';
import { environmentsOf, valuesOf } from './environments.js';
import type { Path } from './path.js';
import { itemsOf, recordOf, textOf } from './shape.js';
import { shellOf } from './shell-values.js';
import { readSource, type Source } from './source.js';
import { sampleOrigins } from './tried-origins.js';
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
    const policies = [...new Set(endpoints.map((endpoint) => endpoint.policy))];
    const general = checkedDenied(
      filled('denied'),
      ['denied'],
      policies.length > 0 ? policies : policy ? [policy] : [],
      report,
    );
    const values = shellValues();
    return (
      policy && {
        policy: policy.config,
        endpoints: withDenied(endpoints, general, policy),
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

/** How many origins of other endpoints' policies are tested as denied, beside all of the contract's own policy. */
const MAX_OTHERS = 20;

/** The origins that the contract names: an endpoint must deny those that its own policy does not allow. */
function namedOrigins(policy: Policy, endpoints: readonly CheckedEndpoint[]): readonly string[] {
  const named = ({ config }: Policy) => (config.origins === '*' ? [] : sampleOrigins(config));
  const own = new Set(named(policy));
  const others = new Set<string>();
  for (const other of new Set(endpoints.map((endpoint) => endpoint.policy))) {
    if (others.size >= MAX_OTHERS) break;
    for (const origin of named(other)) if (!own.has(origin)) others.add(origin);
  }
  return [...own, ...[...others].slice(0, MAX_OTHERS)];
}

function withDenied(endpoints: readonly CheckedEndpoint[], general: GivenDenied, policy: Policy): readonly Endpoint[] {
  const named = namedOrigins(policy, endpoints);
  const known = new Map<Policy, Map<GivenDenied, Denied>>();
  const deniedBy = (own: Policy, given: GivenDenied): Denied => {
    const ofPolicy = known.get(own) ?? new Map<GivenDenied, Denied>();
    known.set(own, ofPolicy);
    const denied = ofPolicy.get(given) ?? deniedAt(own, [general, given], named);
    ofPolicy.set(given, denied);
    return denied;
  };
  return endpoints.map(({ policy: own, denied, ...endpoint }) => ({
    ...endpoint,
    policy: own.config,
    denied: deniedBy(own, denied),
  }));
}
