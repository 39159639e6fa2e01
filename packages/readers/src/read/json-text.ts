/** The text that a literal in double quotes stands for, with JSON's escapes; undefined if it is none. */
export function jsonText(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
