import { NotifiedMap } from './alerts/notified-map.js';
import type { CheckState } from './state.js';
import type { Store } from './store.js';

/** Keeps the states in memory, starting with the given ones. */
export function memoryStore(known: readonly CheckState[] = []): Store {
  const states = new Map(known.map((state) => [state.id, state]));
  const notified = new NotifiedMap();
  return {
    read: async (id) => states.get(id),
    write: async (state) => void states.set(state.id, state),
    states: async () => [...states.values()],
    notified: async (receiver) => notified.of(receiver),
    notifiedOf: async (receiver, id) => notified.of(receiver).get(id),
    setNotified: async (receiver, entries) => notified.set(receiver, entries),
    close: async () => {},
  };
}
