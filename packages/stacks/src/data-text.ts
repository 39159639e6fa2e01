/** A JSON string, which is valid YAML too. */
export const text = (value: string): string => JSON.stringify(value);

/** A list on one line, for JSON and YAML. */
export const textList = (values: readonly string[]): string => `[${values.map(text).join(', ')}]`;

/** Lines of YAML, without the absent ones. */
export const yaml = (...lines: readonly (string | false)[]): string =>
  lines.filter((line) => line !== false).join('\n');

/** JSON, indented by two. */
export const json = (value: unknown): string => JSON.stringify(value, undefined, 2);

/** Escaped for XML text and double-quoted attributes. */
export const xmlText = (value: string): string =>
  value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
