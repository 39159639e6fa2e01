import { type PolicyReading, placeOf, type Reading, readers, type SourceFile, type Span } from '@corsmith/readers';
import type { Finding, OtherId } from './finding.js';
import { isInFront } from './in-front.js';

const layerOf = new Map<string, string>(readers.map(({ id, layer }) => [id, layer]));

/** Two layers of one repository that both send the header: browsers reject two values. */
export function doubledHeaders(
  policies: readonly PolicyReading[],
  files: readonly SourceFile[],
): {
  readonly findings: readonly Finding[];
  readonly broken: ReadonlySet<PolicyReading>;
} {
  const apps = policies.filter((one) => isApp(one) && sends(one));
  const [app] = apps;
  const paths = apps.map(({ at }) => at.file.path);
  const proxies = policies.filter(
    (one) => one.upstream === 'doubled' && sends(one) && isInFront(one.at.file.path, paths, files),
  );
  const [proxy] = proxies;
  if (!proxy || !app) return { findings: [], broken: new Set() };
  return {
    broken: new Set([...proxies, ...apps]),
    findings: [
      ...proxies.map((one) => finding(one, `The app sends Access-Control-Allow-Origin too (${shown(app)}).`)),
      ...apps.map((one) =>
        finding(one, `The proxy in front adds a second Access-Control-Allow-Origin (${shown(proxy)}).`),
      ),
    ],
  };
}

/** The proxy responds to OPTIONS without CORS headers, and the app's never reach a page. */
export function endedPreflights(
  { policies, preflightEnds = [] }: Reading,
  files: readonly SourceFile[],
): readonly Finding[] {
  const apps = policies.filter((one) => isApp(one) && sends(one));
  const app = apps.find(({ preflight }) => preflight !== false);
  if (!app) return [];
  const paths = apps.map(({ at }) => at.file.path);
  return preflightEnds
    .filter(({ file }) => isInFront(file.path, paths, files))
    .map((at) => ({
      ...placed('preflight-ends-at-proxy', at),
      stack: stackOf(at, policies),
      message: `The proxy responds to preflights itself, without the headers that the app sends (${shown(app)}).`,
      why: 'The preflight fails. Let the proxy forward OPTIONS, or configure CORS in the proxy alone.',
    }));
}

/** An app whose preflights alone get the header: what the page then requests is blocked. */
export function onlyInPreflight(policies: readonly PolicyReading[]): readonly Finding[] {
  if (policies.some(sends)) return [];
  return policies
    .filter((one) => isApp(one) && one.isOnlyInPreflight)
    .map(({ at, stack }) => ({
      ...placed('origin-only-in-preflight', at),
      stack,
      message: 'Only the response to a preflight has Access-Control-Allow-Origin.',
      why: 'Browsers require the header in the response itself too. Set it before the method is compared.',
    }));
}

const isApp = ({ stack }: PolicyReading): boolean => layerOf.get(stack) === 'application';

const sends = ({ origins, refused }: PolicyReading): boolean => origins.length > 0 && refused === undefined;

const stackOf = ({ file: { path } }: Span, policies: readonly PolicyReading[]): Finding['stack'] =>
  policies.find(({ at }) => at.file.path === path)?.stack ?? (/caddy/i.test(path) ? 'caddy' : 'nginx');

function placed(id: OtherId, at: Span): Pick<Finding, 'id' | 'level' | 'file' | 'line' | 'column'> {
  const { line, column } = placeOf(at);
  return { id, level: 'broken', file: at.file.path, line, column };
}

const shown = ({ at }: PolicyReading): string => `${at.file.path}:${placeOf(at).line}`;

function finding(policy: PolicyReading, message: string): Finding {
  return {
    ...placed('doubled-header', policy.at),
    stack: policy.stack,
    message,
    why: 'Browsers block a response with two of them. Configure CORS in one layer, and hide the header of the other.',
  };
}
