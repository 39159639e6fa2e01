import type { PolicyConfig } from '@corsmith/server';

/** What all servers here allow, but for the origins. */
export const RULES = {
  credentials: true,
  methods: ['PUT', 'DELETE'],
  requestHeaders: ['content-type', 'x-api-key'],
  maxAge: 600,
} as const;

export const STRANGER = 'https://tenant-evil.example.net';

/** So many exact origins of equal length. */
export const originsOf = (size: number): string[] =>
  Array.from({ length: size }, (_, index) => `https://tenant-${String(index).padStart(6, '0')}.example.com`);

/** So many patterns. */
export const patternsOf = (size: number): string[] =>
  Array.from({ length: size }, (_, index) => `https://*.zone-${String(index).padStart(6, '0')}.example.com`);

export const configOf = (origins: readonly string[]): PolicyConfig => ({ ...RULES, origins });
