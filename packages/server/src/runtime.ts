interface BuiltinProcess {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly getBuiltinModule?: (name: string) => unknown;
}

/** The process of Node, Deno and Bun, or undefined elsewhere. */
export const builtinProcess = (): BuiltinProcess | undefined => (globalThis as { process?: BuiltinProcess }).process;

/**
 * A built-in module of Node, Deno and Bun, or undefined elsewhere: an import would break this package in browsers and
 * edge workers. https://nodejs.org/api/process.html#processgetbuiltinmoduleid
 */
export const builtinModule = <T>(name: string): T | undefined =>
  builtinProcess()?.getBuiltinModule?.(name) as T | undefined;
