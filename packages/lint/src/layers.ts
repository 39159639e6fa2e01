import { type PolicyReading, placeOf, readers } from '@corsmith/readers';
import type { Finding } from './finding.js';

const layerOf = new Map<string, string>(readers.map(({ id, layer }) => [id, layer]));

/** Two layers of one repository that both send the header: browsers reject two values. */
export function doubledHeaders(policies: readonly PolicyReading[]): {
  readonly findings: readonly Finding[];
  readonly broken: ReadonlySet<PolicyReading>;
} {
  const sends = ({ origins, refused }: PolicyReading) => origins.length > 0 && refused === undefined;
  const proxies = policies.filter((one) => one.upstream === 'doubled' && sends(one));
  const apps = policies.filter((one) => layerOf.get(one.stack) === 'application' && sends(one));
  if (proxies.length === 0 || apps.length === 0) return { findings: [], broken: new Set() };
  const [proxy, app] = [proxies[0]!, apps[0]!];
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

const shown = ({ at }: PolicyReading): string => `${at.file.path}:${placeOf(at).line}`;

function finding(policy: PolicyReading, message: string): Finding {
  const { line, column } = placeOf(policy.at);
  return {
    id: 'doubled-header',
    level: 'broken',
    stack: policy.stack,
    file: policy.at.file.path,
    line,
    column,
    message,
    why: 'Browsers block a response with two of them. Configure CORS in one layer, and hide the header of the other.',
  };
}
