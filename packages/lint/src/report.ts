import { BROWSER_NAMES, BROWSERS } from '@corsmith/protocol';
import { type Level, TRAPS, type TrapId } from '@corsmith/readers';
import { type Finding, type FindingId, LEVELS, type LintResult, type OtherId, type Witness } from './finding.js';
import { rules } from './rules.js';

/** What reporters write. */
export interface LintReport extends LintResult {
  /** Files that were not read, each with a sentence. */
  readonly skipped: readonly { readonly file: string; readonly why: string }[];
  /** How many findings the baseline has already. */
  readonly known: number;
}

/** `2 findings: 1 broken, 1 fragile` */
export function headline({ findings, policies }: Pick<LintReport, 'findings' | 'policies'>): string {
  if (findings.length === 0) return policies.length === 0 ? 'No CORS configuration found' : 'No findings';
  const counts = LEVELS.map((level) => [findings.filter((one) => one.level === level).length, level] as const)
    .filter(([count]) => count > 0)
    .map(([count, level]) => `${count} ${level}`);
  return `${findings.length === 1 ? '1 finding' : `${findings.length} findings`}: ${counts.join(', ')}`;
}

const OTHER_TITLES: Readonly<Record<OtherId, string>> = {
  'doubled-header': 'Two layers both send Access-Control-Allow-Origin',
  'ignore-without-reason': 'A comment accepts a finding without a reason',
  'narrower-than-contract': 'The configuration denies what the contract allows',
  'origin-only-in-preflight': 'The response itself has no Access-Control-Allow-Origin',
  'preflight-ends-at-proxy': 'The proxy responds to preflights without the headers of the app',
  'wider-than-contract': 'The configuration allows what the contract denies',
};

/** What a finding of this kind is, in one sentence. */
export function titleOf(id: FindingId): string {
  const rule = rules.find((one) => one.id === id);
  if (rule) return rule.title;
  if (isOther(id)) return OTHER_TITLES[id];
  return isTrap(id) ? TRAPS[id].message : id;
}

const isOther = (id: FindingId): id is OtherId => Object.hasOwn(OTHER_TITLES, id);
const isTrap = (id: FindingId): id is TrapId => Object.hasOwn(TRAPS, id);

export const LEVEL_NAMES: Readonly<Record<Level, string>> = {
  broken: 'Broken',
  insecure: 'Insecure',
  fragile: 'Fragile',
  'no-effect': 'No effect',
};

/** `PUT https://api.example/ from https://app.example, with credentials: blocked in Chrome and Firefox` */
export function witnessSentence({ request, browsers }: Witness): string {
  const { method = 'GET', url, origin, headers = [], credentials } = request;
  const parts = [
    `${method} ${url} from ${origin}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(credentials === 'include' ? ['with credentials'] : []),
  ];
  const named = (isAllowed: boolean) =>
    BROWSERS.filter((one) => browsers[one].allowed === isAllowed)
      .map((one) => BROWSER_NAMES[one])
      .join(', ')
      .replace(/, (?=[^,]*$)/, ' and ');
  const outcomes = [
    ...(named(false) === '' ? [] : [`blocked in ${named(false)}`]),
    ...(named(true) === '' ? [] : [`allowed in ${named(true)}`]),
  ];
  return `${parts.join(', ')}: ${outcomes.join(', ')}`;
}

/** The message, why, and the request that shows it. */
export const linesOf = ({ message, why, witness }: Finding): readonly string[] => [
  message,
  why,
  ...(witness ? [witnessSentence(witness)] : []),
];
