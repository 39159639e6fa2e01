/** The oldest supported version of Node, and the newest of each line after it. */
export const NODE_VERSIONS: readonly string[];
export function nodeProgram(root: string, version: string): string;
