/** Source text of JavaScript values, as a person would write them. */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

export const list = (values: readonly string[]): string => `[${values.map(quoted).join(', ')}]`;

/** One value bare, several as a list. */
export const oneOrList = (values: readonly string[]): string =>
  values.length === 1 ? quoted(values[0]!) : list(values);

/** `{ key: value, … }` in one line where it fits into 72 columns, else a line a key. */
export function object(entries: readonly (readonly [key: string, value: string] | false)[]): string {
  const pairs = entries.filter((entry) => entry !== false).map(([key, value]) => `${key}: ${value}`);
  const short = `{ ${pairs.join(', ')} }`;
  return short.length <= 60 ? short : `{\n${pairs.map((pair) => `  ${pair},\n`).join('')}}`;
}
