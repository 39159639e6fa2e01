/** A check that the page requests: the flags of `corsmith check` as data. */
export interface CheckOrder {
  readonly url: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The flags that a page may pass, with their types. None reads files or shows secrets. */
const FLAGS: Readonly<Record<string, (value: unknown) => boolean>> = {
  origin: isText,
  request: isText,
  header: areTexts,
  dataRaw: isText,
  credentials: isSwitch,
  mode: isText,
  redirect: isText,
  initiator: isText,
  send: isSwitch,
  direct: areTexts,
  insecureDirect: isSwitch,
  paths: isSwitch,
  read: areTexts,
  stack: isText,
  timeout: isText,
};

/** The order, or undefined if it is malformed. */
export function readOrder(value: unknown): CheckOrder | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { url, options = {} } = value as { readonly url?: unknown; readonly options?: unknown };
  if (typeof url !== 'string' || typeof options !== 'object' || options === null) return undefined;
  const isKnown = Object.entries(options).every(([flag, given]) => Object.hasOwn(FLAGS, flag) && FLAGS[flag]!(given));
  return isKnown ? { url, options: { ...options } } : undefined;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length <= 100 && value.every(isText);
}

function isSwitch(value: unknown): boolean {
  return typeof value === 'boolean';
}
