import type { BlockCode } from '../exchange.js';
import type { Draft, Reader } from './sentence.js';

/** Chromium's names of CORS errors: its tooltip, the Chrome DevTools Protocol, and issues. */
const NAMES: ReadonlyMap<string, BlockCode> = new Map(
  (
    [
      'MissingAllowOriginHeader',
      'MultipleAllowOriginValues',
      'InvalidAllowOriginValue',
      'AllowOriginMismatch',
      'WildcardOriginNotAllowed',
      'InvalidAllowCredentials',
      'PreflightInvalidStatus',
      'PreflightDisallowedRedirect',
      'InvalidAllowMethodsPreflightResponse',
      'InvalidAllowHeadersPreflightResponse',
      'MethodDisallowedByPreflightResponse',
      'HeaderDisallowedByPreflightResponse',
      'RedirectContainsCredentials',
      'DisallowedByMode',
      'InvalidResponse',
    ] as const
  ).map((code) => [code, code]),
);
const OTHER_NAMES: ReadonlyMap<string, BlockCode> = new Map([
  ['CorsDisabledScheme', 'DisallowedScheme'],
  ['NoCorsRedirectModeNotFollow', 'RedirectModeNotAllowed'],
]);
const LOCAL_NETWORK: readonly (readonly [RegExp, string])[] = [
  [/^Insecure(?:Private|Local)Network/, 'private-network-insecure-page'],
  [/^Preflight(?:Missing|Invalid)Allow(?:PrivateNetwork|External)/, 'private-network-header'],
  [/PrivateNetworkAccess(?:Id|Name)/, 'private-network-device'],
  [/^(?:Invalid|Unexpected)PrivateNetworkAccess/, 'private-network-target'],
  [/NetworkAccessPermission/, 'local-network-access'],
];

const WINDOW = 2000;

function draftOf(name: string): Draft | undefined {
  const local = LOCAL_NETWORK.find(([names]) => names.test(name))?.[1];
  if (local !== undefined)
    return {
      kind: 'not-cors',
      engine: 'chromium',
      topic: 'local-network-access',
      cause: 'local-network-access',
      entry: local,
    };
  const code = NAMES.get(name) ?? OTHER_NAMES.get(name) ?? NAMES.get(name.replace(/^Preflight/, ''));
  const isPreflight = name.startsWith('Preflight') || name.endsWith('PreflightResponse');
  return code && { kind: 'error', engine: 'chromium', code, ...(isPreflight && { stage: 'preflight' as const }) };
}

/** `Cross-Origin Resource Sharing error: PreflightMissingAllowOriginHeader`, and `"corsError": "…"` with what stands around it. */
export const developerToolsReaders: readonly Reader[] = [
  {
    anchors: ['Cross-OriginResourceSharingerror:', 'corsError":"', "corsError:'", 'corsError:"', 'corsError='],
    read({ source, sourceIndex }, at) {
      const start = sourceIndex(at);
      const [words, name = ''] =
        /^[^:=]{1,60}[:=]\s{0,20}["']?([A-Za-z]{4,60})/.exec(source.slice(start, start + 200)) ?? [];
      const draft = draftOf(name);
      if (words === undefined || !draft) return undefined;
      const end = at + words.replace(/\s/g, '').length;
      const around = source.slice(Math.max(0, start - WINDOW), start + WINDOW);
      const of = (keys: string) =>
        new RegExp(`["']?(?:${keys})["']?\\s{0,5}:\\s{0,5}["']([^"'\\n]{1,2000})["']`).exec(around)?.[1];
      if (!/corsError/.test(words)) return { message: draft, end };
      const [parameter, url, origin] = [of('failedParameter'), of('url'), of('initiatorOrigin|origin')];
      return {
        message: { ...draft, ...(parameter && { parameter }), ...(url && { url }), ...(origin && { origin }) },
        end,
      };
    },
  },
];
