export interface PackageGroup {
  readonly debian: readonly string[];
  readonly reason: string;
  readonly isPresent: () => boolean;
  readonly program?: { readonly variable: string; readonly names: readonly string[] };
  readonly tested?: string;
}

export const systemPackages: Readonly<Record<string, PackageGroup>>;
export const missingGroups: (groups: Readonly<Record<string, PackageGroup>>) => string[];
export const outdatedGroups: (groups: Readonly<Record<string, PackageGroup>>) => string[];
export const findOnPath: (command: string) => string | undefined;
export const findProgram: (group: string) => string | undefined;
export const isOlder: (text: string, version: string) => boolean;
export const isOnPath: (command: string) => boolean;
