export interface PackageGroup {
  readonly debian: readonly string[];
  readonly reason: string;
  readonly isPresent: () => boolean;
  readonly proved?: number;
}

export const systemPackages: Readonly<Record<string, PackageGroup>>;
export const missingGroups: (groups: Readonly<Record<string, PackageGroup>>) => string[];
export const outdatedGroups: (groups: Readonly<Record<string, PackageGroup>>) => string[];
export const isOnPath: (command: string) => boolean;
