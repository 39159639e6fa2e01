import type { ReadOrigin } from '../reading.js';
import type { SourceFile, Span } from '../source-file.js';
import type { Value } from '../value.js';
import { javascriptProgram } from './program/javascript-program.js';
import { functionOrigins, type Invoke } from './program/origin-function.js';

/** The origins for which a function of the configuration decides, and where it makes an error of another one. */
export function decidedByFunction(
  value: Extract<Value, { kind: 'function' }>,
  invoke: Invoke,
): { readonly origins: readonly ReadOrigin[]; readonly error?: Span } {
  const { file }: { file: SourceFile } = value.at;
  const program = javascriptProgram(file);
  const made = program.functions.get(value.at.from);
  if (!made) return { origins: [{ kind: 'unknown', because: 'a function decides it', at: value.at }] };
  return functionOrigins(program, made, invoke);
}
