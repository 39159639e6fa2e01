import type { Notified } from './notified.js';

/** What each receiver knows, in memory. */
export class NotifiedMap {
  readonly #receivers: Map<string, Map<string, Notified>>;

  constructor(known: Iterable<readonly [receiver: string, notified: Readonly<Record<string, Notified>>]> = []) {
    this.#receivers = new Map([...known].map(([receiver, notified]) => [receiver, new Map(Object.entries(notified))]));
  }

  of(receiver: string): ReadonlyMap<string, Notified> {
    return this.#receivers.get(receiver) ?? new Map();
  }

  set(receiver: string, notified: ReadonlyMap<string, Notified | undefined>): void {
    const known = this.#receivers.get(receiver) ?? new Map<string, Notified>();
    for (const [id, one] of notified) {
      if (one) known.set(id, one);
      else known.delete(id);
    }
    this.#receivers.set(receiver, known);
  }

  /** As plain data. */
  entries(): readonly (readonly [string, Readonly<Record<string, Notified>>])[] {
    return [...this.#receivers].map(([receiver, notified]) => [receiver, Object.fromEntries(notified)]);
  }
}
