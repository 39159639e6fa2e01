/**
 * Vary with `added`: existing names stay as they are and are not repeated, and `*` covers all. https://httpwg.org/specs/rfc9110.html#field.vary
 */
export function mergeVary(existing: string | undefined, added: string): string {
  if (!existing || existing === added) return added || (existing ?? '');
  const names = new Set(
    existing
      .toLowerCase()
      .split(',')
      .map((name) => name.trim()),
  );
  if (names.has('*')) return existing;
  const missing = added.split(', ').filter((name) => name !== '' && !names.has(name.toLowerCase()));
  return [existing, ...missing].join(', ');
}
