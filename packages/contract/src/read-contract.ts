import type { Policy, PolicyConfig } from '@corsmith/server';
import { checkedDenied, deniedAt, type GivenDenied, NOTHING_DENIED } from './check-denied.js';
import { type CheckedEndpoint, checkedEndpoint } from './check-endpoint.js';
import { checkedPolicy } from './check-policy.js';
import type { Contract, Denied, Endpoint } from './contract.js';
import {
  ContractError,
  type ContractProblem,
  located,
  problemList,
  type Report,
  TooManyProblems,
} from './contract-error.js';
import { environmentsOf, valuesOf } from './environments.js';
import type { Path } from './path.js';
import { itemsOf, recordOf, textOf, textsOf } from './shape.js';
import { shellOf } from './shell-values.js';
import { readSource, type Source } from './source.js';
import { sampleOrigins } from './tried-origins.js';
import { expanded, type Variables } from './variables.js';

export const PART_KEYS = ['$schema', 'policy', 'endpoints', 'denied', 'environments'] as const;
export const CONTRACT_KEYS = [...PART_KEYS, 'includes'] as const;
type Key = (typeof CONTRACT_KEYS)[number];

/** A contract that another one includes. */
export interface IncludedText {
  /** As messages name it. */
  readonly file: string;
  readonly text: string;
}

export interface ReadOptions {
  /** The environment to read the contract for. */
  readonly environment?: string;
  /** The shell's variables, which override those of the environment. Default none. */
  readonly variables?: Variables;
  /** The file's name in errors. Default `cors.yaml`. */
  readonly file?: string;
  /** Finds what a path or pattern under `includes` means, or a sentence why it means nothing. Default: nothing can be included. */
  readonly include?: (path: string) => readonly IncludedText[] | string;
}

/**
 * Reads a contract, in YAML or JSON.
 * @throws ContractError with every problem at once, each with its line and column.
 */
export function readContract(text: string, options: ReadOptions = {}): Contract {
  return reading(text, options, (opened) => {
    const { filled, shellValues, report } = opened;
    const policy = policyOf(filled('policy'), report);
    const { environment } = options;
    const own = endpointsOf(opened, policy, environment);
    const parts = opened.parts(filled('includes')).map((part) => {
      const given = part.filled('policy');
      const partPolicy = given === undefined ? policy : checkedPolicy(given, ['policy'], part.report);
      const endpoints = endpointsOf(part, partPolicy, environment);
      const denied = checkedDenied(part.filled('denied'), ['denied'], policiesOf(endpoints, partPolicy), part.report);
      return { endpoints, denied };
    });
    if (own.length === 0 && filled('endpoints') === undefined && filled('includes') === undefined)
      report('missing', ['endpoints'], '', 'List the URLs that pages use under endpoints.');
    const all = [...own, ...parts.flatMap(({ endpoints }) => endpoints)];
    const general = checkedDenied(filled('denied'), ['denied'], policiesOf(all, policy), report);
    const values = shellValues();
    return (
      policy && {
        policy: policy.config,
        endpoints: withDenied(
          [{ endpoints: own, denied: NOTHING_DENIED }, ...parts],
          general,
          namedOrigins(policy, all),
        ),
        ...(environment !== undefined && { environment }),
        ...(values.length > 0 && { shellValues: values }),
      }
    );
  });
}

/** Those whose `denied` has to make sense. */
const policiesOf = (endpoints: readonly CheckedEndpoint[], general: Policy | undefined): readonly Policy[] => {
  const policies = [...new Set(endpoints.map(({ policy }) => policy))];
  return policies.length > 0 ? policies : general ? [general] : [];
};

function endpointsOf(
  { filled, names, lineOf, file, report }: Opened,
  policy: Policy | undefined,
  environment: string | undefined,
): readonly CheckedEndpoint[] {
  const value = filled('endpoints');
  const items = itemsOf(value, ['endpoints'], 'endpoints', report);
  if (Array.isArray(value) && items.length === 0)
    report('missing', ['endpoints'], '', 'List the URLs that pages use under endpoints.');
  const context = { policy, environments: names, environment, lineOf, report, ...(file !== undefined && { file }) };
  return items.flatMap(([path, item]) => checkedEndpoint(item, path, context) ?? []);
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
  /** The file, if it is included. */
  readonly file?: string;
  /** A part of it, with its variables expanded. */
  filled(key: Key): unknown;
  /** The whole document, if it is a policy. */
  alone(): unknown;
  lineOf(path: Path): number;
  /** The values read from the shell so far. */
  shellValues(): readonly string[];
  /** The contracts that it includes. */
  parts(value: unknown): readonly Opened[];
  /** Of the environments. */
  readonly names: readonly string[];
  readonly report: Report;
}

/** More than any repository has teams. */
const MOST_PARTS = 500;

/** `read` returns undefined only if it reports a problem. */
function reading<T extends object>(
  text: string,
  { environment, variables = {}, file, include }: ReadOptions,
  read: (opened: Opened) => T | undefined,
): T {
  const shell = shellOf(variables);
  const found: (() => readonly ContractProblem[])[] = [];

  function open(
    source: string,
    keys: readonly Key[],
    inherited: Environments,
    named: string | undefined,
  ): Opened | undefined {
    const { report, problems } = problemList(shell.hide);
    let placeOf: Source['placeOf'] = () => ({ line: 1, column: 1 });
    found.push(() => located(problems, placeOf).map((one) => (named === undefined ? one : { ...one, file: named })));
    const document = (): Opened | undefined => {
      const parsed = readSource(source, report);
      placeOf = parsed.placeOf;
      if (problems.length > 0) return undefined;
      const isPolicy = named === undefined && isPolicyAlone(parsed.data);
      const record: Partial<Record<Key, unknown>> | undefined = isPolicy ? {} : recordOf(parsed.data, [], keys, report);
      if (!record) return undefined;
      textOf(record.$schema, ['$schema'], report);
      const environments = merged(inherited, environmentsOf(record.environments, shell.value, report));
      const expansion = valuesOf(environments, environment, shell.value, report);
      const known = new Map<Key, unknown>();
      // Once, since it reports unknown variables.
      const filled = (key: Key) => {
        if (!known.has(key)) known.set(key, expanded(record[key], [key], expansion));
        return known.get(key);
      };
      return {
        ...(named !== undefined && { file: named }),
        filled,
        alone: () => (isPolicy ? expanded(parsed.data, [], expansion) : undefined),
        lineOf: (path) => placeOf(path, 'value').line,
        names: [...environments.keys()],
        shellValues: shell.values,
        parts: (value) =>
          includedIn(value, include, report)
            .slice(0, MOST_PARTS)
            .flatMap((part) => open(part.text, PART_KEYS, environments, part.file) ?? []),
        report,
      };
    };
    return orEnough(document);
  }

  const root = open(text, CONTRACT_KEYS, new Map(), undefined);
  const value = root && orEnough(() => read(root));
  const problems = found.flatMap((list) => list());
  if (value === undefined || problems.length > 0) throw new ContractError(problems, file);
  return value;
}

type Environments = ReturnType<typeof environmentsOf>;

/** What an included contract says of an environment goes before what the first one says. */
const merged = (inherited: Environments, own: Environments): Environments =>
  new Map(
    [...new Set([...inherited.keys(), ...own.keys()])].map((name) => [
      name,
      { ...inherited.get(name), ...own.get(name) },
    ]),
  );

/** The texts that `includes` names, each once. */
function includedIn(value: unknown, include: ReadOptions['include'], report: Report): readonly IncludedText[] {
  const texts = textsOf(value, ['includes'], 'paths', report).flatMap(([place, path]) => {
    const result = include
      ? include(path)
      : 'Other contracts can’t be included here: only in a file that corsmith reads.';
    if (typeof result !== 'string') return result;
    report('not-readable', place, path, result);
    return [];
  });
  return [...new Map(texts.map((one) => [one.file, one])).values()];
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

/** Some endpoints, and what is denied at all of them. */
interface Part {
  readonly endpoints: readonly CheckedEndpoint[];
  readonly denied: GivenDenied;
}

function withDenied(parts: readonly Part[], general: GivenDenied, named: readonly string[]): readonly Endpoint[] {
  return parts.flatMap((part) => {
    const known = new Map<Policy, Map<GivenDenied, Denied>>();
    const deniedBy = (own: Policy, given: GivenDenied): Denied => {
      const ofPolicy = known.get(own) ?? new Map<GivenDenied, Denied>();
      known.set(own, ofPolicy);
      const denied = ofPolicy.get(given) ?? deniedAt(own, [general, part.denied, given], named);
      ofPolicy.set(given, denied);
      return denied;
    };
    return part.endpoints.map(({ policy: own, denied, ...endpoint }) => ({
      ...endpoint,
      policy: own.config,
      denied: deniedBy(own, denied),
    }));
  });
}
