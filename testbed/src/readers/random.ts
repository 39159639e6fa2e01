/** Random choices that a seed repeats. */
export interface Random {
  readonly one: <T>(items: readonly T[]) => T;
  readonly some: <T>(items: readonly T[], most?: number) => T[];
  readonly chance: (probability: number) => boolean;
}

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const one = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!;
  return {
    one,
    chance: (probability) => next() < probability,
    some: (items, most = items.length) => {
      const left = [...items];
      const count = Math.floor(next() * (Math.min(most, items.length) + 1));
      return Array.from({ length: count }, () => left.splice(Math.floor(next() * left.length), 1)[0]!);
    },
  };
}

export const ORIGINS = [
  'https://app.example.com',
  'https://admin.example.com:8443',
  'http://localhost:3000',
  'https://www.shop.example',
];
export const HEADERS = ['X-Id', 'Authorization', 'Content-Type', 'X-Requested-With'];
export const METHODS = ['PUT', 'PATCH', 'DELETE'];
export const EXPOSED = ['X-Total', 'ETag'];
