/** What is wrong with a member of `init` by itself, whatever the engine prints. */
export type InitFault =
  /** Not a value of the enumeration of WebIDL. */
  | { readonly kind: 'enumeration'; readonly member: EnumeratedMember; readonly type: string; readonly value: string }
  | { readonly kind: 'headers' | 'header-element' | 'header-pair' | 'window' }
  | { readonly kind: 'signal'; readonly isObject: boolean }
  | { readonly kind: 'navigate' }
  | { readonly kind: 'referrer'; readonly value: string }
  | StreamFault;

/** A stream that can't be sent as a body. */
export type StreamFault = { readonly kind: 'stream-locked' | 'stream-keepalive' | 'stream-duplex' };

export type EnumeratedMember = keyof typeof ENUMERATIONS;

type Enumeration = readonly [type: string, ...values: string[]];

/** As the Fetch standard has them; messages name their types. */
export const ENUMERATIONS = {
  cache: ['RequestCache', 'default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'],
  credentials: ['RequestCredentials', 'omit', 'same-origin', 'include'],
  duplex: ['RequestDuplex', 'half'],
  mode: ['RequestMode', 'cors', 'no-cors', 'same-origin', 'navigate'],
  priority: ['RequestPriority', 'high', 'low', 'auto'],
  redirect: ['RequestRedirect', 'follow', 'error', 'manual'],
  referrerPolicy: [
    ...['ReferrerPolicy', '', 'no-referrer', 'no-referrer-when-downgrade', 'same-origin', 'origin', 'strict-origin'],
    ...['origin-when-cross-origin', 'strict-origin-when-cross-origin', 'unsafe-url'],
  ],
} as const satisfies Readonly<Record<string, Enumeration>>;

type Init = Readonly<Record<string, unknown>>;

/** The members in the order in which WebIDL reads them. */
const READERS: readonly ((init: Init) => InitFault | undefined)[] = [
  enumerated('cache'),
  enumerated('credentials'),
  enumerated('duplex'),
  ({ headers }) => headersFault(headers),
  enumerated('mode'),
  enumerated('priority'),
  enumerated('redirect'),
  enumerated('referrerPolicy'),
  ({ signal }) => signalFault(signal),
  ({ window }) => (window === undefined || window === null ? undefined : { kind: 'window' }),
];

/** What is wrong with the members as they are read, in that order. https://webidl.spec.whatwg.org/#js-dictionary */
export const conversionFaults = (init: Init): readonly InitFault[] => READERS.flatMap((read) => read(init) ?? []);

/** What is wrong with members combined. https://fetch.spec.whatwg.org/#dom-request */
export const requestFaults = ({ mode, referrer }: Init, base: string): readonly InitFault[] => [
  ...(referrer === undefined || referrer === '' || URL.canParse(`${referrer}`, base)
    ? []
    : [{ kind: 'referrer', value: `${referrer}` } as const]),
  ...(mode === 'navigate' ? [{ kind: 'navigate' } as const] : []),
];

function enumerated(member: EnumeratedMember): (init: Init) => InitFault | undefined {
  const [type, ...values]: Enumeration = ENUMERATIONS[member];
  return ({ [member]: given }) => {
    const value = `${given}`;
    return given === undefined || values.includes(value) ? undefined : { kind: 'enumeration', member, type, value };
  };
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

export const isSequence = (value: unknown): value is Iterable<unknown> => isObject(value) && Symbol.iterator in value;

function headersFault(headers: unknown): InitFault | undefined {
  if (headers === undefined) return undefined;
  if (!isObject(headers)) return { kind: 'headers' };
  if (!isSequence(headers)) return undefined;
  const elements = [...headers];
  if (!elements.every(isSequence)) return { kind: 'header-element' };
  return elements.every((pair) => [...pair].length === 2) ? undefined : { kind: 'header-pair' };
}

/** Of jsdom's and other realms' too. */
function signalFault(signal: unknown): InitFault | undefined {
  if (signal === undefined || signal === null) return undefined;
  const isSignal = isObject(signal) && 'aborted' in signal && 'addEventListener' in signal;
  return isSignal ? undefined : { kind: 'signal', isObject: isObject(signal) };
}
