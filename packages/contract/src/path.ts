/** The keys and indexes that lead to a value. */
export type Path = readonly (string | number)[];

/** `endpoints[2].headers.X-Id` */
export const pathText = (path: Path): string =>
  path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('');

/** Parses the path of a policy's problem: `origins[2]`. */
export function parsePolicyPath(text: string): Path {
  const [, key = text, index] = /^(.*)\[(\d+)\]$/.exec(text) ?? [];
  return key === '' ? [] : index === undefined ? [key] : [key, Number(index)];
}
