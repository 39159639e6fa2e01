/** A string as JSON writes it, which YAML reads the same. */
export const text = (value: string): string => JSON.stringify(value);

/** A list in one line, for JSON and YAML. */
export const textList = (values: readonly string[]): string => `[${values.map(text).join(', ')}]`;

/** Lines of YAML, without those that are absent. */
export const yaml = (...lines: readonly (string | false)[]): string =>
  lines.filter((line) => line !== false).join('\n');

/** JSON, indented by two. */
export const json = (value: unknown): string => JSON.stringify(value, undefined, 2);

/** The same in XML, between tags and in double quotes. */
export const xmlText = (value: string): string =>
  value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
