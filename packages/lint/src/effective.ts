import { originProblem } from '@corsmith/protocol';
import { type AllowedByPolicy, type PolicyReading, placeOf, type ReadOrigin, type ReadPolicy } from '@corsmith/readers';

/** The policy as a page meets it: entries that no browser's Origin can equal are left out. */
export function effectivePolicy(reading: PolicyReading): ReadPolicy {
  const { at, stack, where } = reading;
  const unknown = unknownBecause(reading);
  const policy = isKnown(reading) ? allowedBy(reading) : null;
  return {
    file: at.file.path,
    line: placeOf(at).line,
    stack,
    ...(where !== undefined && { where }),
    policy,
    ...(unknown !== undefined && { unknownBecause: unknown }),
  };
}

function isKnown(reading: PolicyReading): boolean {
  if (reading.refused !== undefined) return true;
  const { origins, credentials } = reading;
  if (credentials.value === undefined && origins.length > 0) return false;
  return origins.length === 0 || certain(origins).length > 0;
}

/** Those that hold whatever the environment is. */
const certain = (origins: readonly ReadOrigin[]): readonly ReadOrigin[] =>
  origins.filter(({ kind, when }) => kind !== 'unknown' && when === undefined);

function unknownBecause({ origins, credentials, refused }: PolicyReading): string | undefined {
  if (refused !== undefined) return refused;
  const reasons = origins.flatMap((one) =>
    one.kind === 'unknown' ? [one.because] : one.when === undefined ? [] : [`it depends on whether ${one.when}`],
  );
  if (credentials.because !== undefined) reasons.push(`of credentials, ${credentials.because}`);
  return reasons.length === 0 ? undefined : [...new Set(reasons)].join('; ');
}

const NOBODY: AllowedByPolicy = {
  origins: [],
  credentials: false,
  methods: [],
  requestHeaders: [],
  exposed: [],
  maxAge: null,
  preflight: null,
  errors: null,
};

function allowedBy(reading: PolicyReading): AllowedByPolicy {
  const { preflight, errors } = reading;
  if (reading.refused !== undefined) return { ...NOBODY, preflight };
  const origins = effectiveOrigins(reading);
  if (origins.length === 0) return { ...NOBODY, preflight, errors };
  const isBlocked = preflight === false;
  return {
    origins,
    credentials: origins !== '*' && reading.credentials.value === true,
    methods: isBlocked ? (reading.routes ?? SIMPLE_METHODS) : methodsOf(reading),
    requestHeaders: isBlocked ? [] : (reading.requestHeaders.value ?? []),
    exposed: reading.exposed.value ?? [],
    maxAge: isBlocked ? null : (reading.maxAge.value ?? null),
    preflight,
    errors,
  };
}

function effectiveOrigins(reading: PolicyReading): AllowedByPolicy['origins'] {
  const origins = certain(reading.origins);
  if (origins.some(({ kind }) => kind === 'echo')) return '* (echoed)';
  if (origins.some(({ kind }) => kind === 'any')) return '*';
  return [
    ...new Set(
      origins.flatMap((one) => {
        if (one.kind === 'text') return originProblem(one.text) === undefined ? [one.text] : [];
        return one.kind === 'pattern' ? [one.isGlob ? one.text : `re:${one.text}`] : [];
      }),
    ),
  ];
}

const SIMPLE_METHODS = ['GET', 'HEAD', 'POST'];

function methodsOf({ methods: { value }, routes, unlistedMethods }: PolicyReading): readonly string[] | '*' {
  if (value === '*' || value === '* (echoed)') return routes ?? '*';
  const listed = value ?? SIMPLE_METHODS;
  const unlisted = SIMPLE_METHODS.filter((one) => unlistedMethods !== 'all-fail' || listed.includes(one));
  const usable = [...new Set([...unlisted, ...(value ?? [])])].filter((one) => one !== 'OPTIONS');
  return routes ? usable.filter((one) => routes.includes(one)) : usable;
}
