export function freshSeed(seed?: string): number;
