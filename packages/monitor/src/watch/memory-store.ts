import type { CheckState } from './state.js';
import type { Notified, Store } from './store.js';

/** Keeps the states in memory, starting with the given ones. */
export function memoryStore(known: readonly CheckState[] = []): Store {
  const states = new Map(known.map((state) => [state.id, state]));
  const notified = new Map<string, Notified>();
  return {
    read: async (id) => states.get(id),
    write: async (state) => void states.set(state.id, state),
    states: async () => [...states.values()],
    notified: async (id, channel) => notified.get(`${id} ${channel}`),
    setNotified: async (id, channel, known) => void notified.set(`${id} ${channel}`, known),
    close: async () => {},
  };
}
