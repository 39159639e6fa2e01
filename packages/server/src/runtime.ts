interface BuiltinProcess {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly getBuiltinModule?: (name: string) => unknown;
}

/** The process that Node, Deno and Bun have, or undefined elsewhere. */
export const builtinProcess = (): BuiltinProcess | undefined => (globalThis as { process?: BuiltinProcess }).process;

/**
 * A module that Node, Deno and Bun carry, or undefined elsewhere: an import would keep this package out of browsers and
 * edge workers. https://nodejs.org/api/process.html#processgetbuiltinmoduleid
 */
export const builtinModule = <T>(name: string): T | undefined =>
  builtinProcess()?.getBuiltinModule?.(name) as T | undefined;
