import type { CallValue, Value } from '../value.js';
import type { CodeFile } from './code-file.js';
import { resolved } from './resolve.js';

/** The local name of a package, or of one of these; undefined if the file doesn't import it. */
export const packageName = (code: CodeFile, module: RegExp): string | undefined => importOf(code, module)?.[0];

/** The same with what is imported. */
export const importOf = ({ imports }: CodeFile, module: RegExp) =>
  [...imports].find(([, imported]) => module.test(imported.module));

/** The fields of a struct that configures something: as its literal says them, and as they are assigned later. */
export interface Settings {
  /** What made it: `cors.Config`, or a function such as `cors.DefaultConfig`. */
  readonly made: string;
  readonly fields: ReadonlyMap<string, Value>;
}

export function settingsOf(value: Value | undefined, code: CodeFile): Settings {
  const fields = new Map<string, Value>();
  const literal = value?.kind === 'name' ? code.variables.get(value.name) : value;
  if (literal?.kind === 'call')
    for (const { key, value: field } of literal.named) fields.set(key, resolved(field, code));
  if (value?.kind === 'name')
    for (const { target, value: field } of code.assignments) {
      const [object, name] = target.split('.');
      if (object !== value.name || name === undefined) continue;
      fields.set(
        name,
        fields.has(name)
          ? { kind: 'unknown', because: 'it is assigned more than once', at: field.at }
          : resolved(field, code),
      );
    }
  return { made: literal?.kind === 'call' ? literal.callee : '', fields };
}

/** Calls of a package's function, whatever its local name is. */
export const callsOf = (code: CodeFile, name: string, ...functions: readonly string[]): readonly CallValue[] =>
  code.calls.filter(({ callee }) => functions.some((one) => callee === `${name}.${one}`));
