/** Those that are not known yet, in whatever case. */
export function missingNames(known: readonly string[], wanted: readonly string[]): string[] {
  const names = new Set(known.map((name) => name.toLowerCase()));
  return wanted.filter((name) => !names.has(name.toLowerCase()));
}
