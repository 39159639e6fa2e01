import { createReadStream } from 'node:fs';
import type { AuditRequest } from '@corsmith/audit';
import { type Contract, type Endpoint, readContract } from '@corsmith/contract';
import { fileProblem } from '@corsmith/evidence';
import { type ContractFile, openContract, orUsage } from '../contract/contract-file.js';
import { includesOf } from '../contract/includes.js';
import { UsageError, type UsageProblem } from '../usage-error.js';
import { type AuditArguments, auditUrlProblem, type Common } from './arguments.js';

/** One URL to audit. */
export interface AuditTarget {
  readonly request: AuditRequest;
  /** Its endpoint in the contract. */
  readonly place?: { readonly file: string; readonly line: number };
}

export interface AuditTargets {
  readonly targets: readonly AuditTarget[];
  /** Values from the shell that reports mask. */
  readonly shellValues: readonly string[];
}

/** A list with more is no list of endpoints. */
const MOST_URLS = 1000;
/** In characters. */
const LIST_LIMIT = 1024 * 1024;

/**
 * What to audit: the URLs of the command line and of the file, else the endpoints of the contract.
 * @throws UsageError with every problem at once
 */
export async function targetsOf(args: AuditArguments): Promise<AuditTargets> {
  const { urls, urlFile, contract: named, environment, common } = args;
  const listed = urlFile === undefined ? [] : await urlsIn(urlFile);
  const all = [...new Set([...urls, ...listed])];
  if (all.length > MOST_URLS)
    throw new UsageError([{ message: `${all.length} URLs: at most ${MOST_URLS} are audited in one run.` }]);
  if (named === undefined) return { targets: all.map((url) => ({ request: { ...common, url } })), shellValues: [] };
  const file = await openContract(named);
  const contract = orUsage(file, () =>
    readContract(file.text, {
      file: file.path,
      include: includesOf(file),
      variables: process.env,
      ...(environment !== undefined && { environment }),
    }),
  );
  const endpoints = urlFile === undefined && urls.length === 0 ? contract.endpoints : [];
  const targets = [
    ...all.map((url) => ofUrl(url, contract, file, common)),
    ...unique(endpoints).map((endpoint) => ofEndpoint(endpoint, file, common)),
  ];
  if (targets.length === 0)
    throw new UsageError([{ message: `${file.path} has no endpoint in this environment, and no URL was given.` }]);
  return { targets, shellValues: contract.shellValues ?? [] };
}

/** The same URL may be there for each method. */
const unique = (endpoints: readonly Endpoint[]): readonly Endpoint[] =>
  [...new Map(endpoints.toReversed().map((endpoint) => [endpoint.url, endpoint])).values()].toReversed();

function ofUrl(url: string, contract: Contract, file: ContractFile, common: Common): AuditTarget {
  const endpoint = contract.endpoints.find((one) => one.url === new URL(url).href);
  if (!endpoint) return { request: { ...common, url, trusted: trustedOf(contract.policy.origins, common) } };
  const target = ofEndpoint(endpoint, file, common);
  return { ...target, request: { ...target.request, url } };
}

function ofEndpoint(endpoint: Endpoint, contract: ContractFile, common: Common): AuditTarget {
  const { url, policy, methods, headers, line, file = contract.path } = endpoint;
  const own = headers[0] ?? [];
  const given = new Set((common.headers ?? []).map(([name]) => name.toLowerCase()));
  const all = [...own.filter(([name]) => !given.has(name.toLowerCase())), ...(common.headers ?? [])];
  const method = common.method ?? methods.find((one) => !/^(?:GET|HEAD|OPTIONS)$/.test(one));
  return {
    request: {
      ...common,
      url,
      trusted: trustedOf(policy.origins, common),
      ...(all.length > 0 && { headers: all }),
      ...(method !== undefined && { method }),
    },
    place: { file, line },
  };
}

/** A function or * names nobody. */
const trustedOf = (origins: Contract['policy']['origins'], { trusted = [] }: Common): readonly string[] => [
  ...new Set([...trusted, ...(typeof origins === 'object' ? origins : [])]),
];

/** A URL per line; a # begins a comment. */
async function urlsIn(path: string): Promise<readonly string[]> {
  let text = '';
  try {
    for await (const chunk of path === '-' ? process.stdin : createReadStream(path)) {
      text += chunk;
      if (text.length > LIST_LIMIT)
        throw new UsageError([{ message: `${path} is no list of URLs: it has more than 1 MB.` }]);
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError([{ message: `--urls: ${fileProblem(path, error)}` }]);
  }
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ line: index + 1, url: line.replace(/(?:^|\s)#.*$/, '').trim() }))
    .filter(({ url }) => url !== '');
  const problems = lines.flatMap(({ line, url }): UsageProblem[] => {
    const problem = auditUrlProblem(url);
    return problem ? [{ ...problem, message: `${path}:${line}: ${problem.message}` }] : [];
  });
  if (lines.length === 0) problems.push({ message: `${path} has no URL.` });
  if (problems.length > 0) throw new UsageError(problems.slice(0, MOST_PROBLEMS));
  return lines.map(({ url }) => url);
}

const MOST_PROBLEMS = 20;
