import type { SourceFile } from './source-file.js';

/** The same function, but each file is read once, however many readers need it. */
export function perFile<T extends object>(read: (file: SourceFile) => T): (file: SourceFile) => T {
  const known = new WeakMap<SourceFile, T>();
  return (file) => {
    const result = known.get(file) ?? read(file);
    known.set(file, result);
    return result;
  };
}
