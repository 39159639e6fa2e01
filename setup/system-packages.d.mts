export interface PackageGroup {
  readonly debian: readonly string[];
  readonly reason: string;
  readonly isPresent: () => boolean;
}

export const systemPackages: Readonly<Record<string, PackageGroup>>;
