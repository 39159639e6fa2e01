import type { CheckState } from './state.js';
import type { Store, Told } from './store.js';

/** Keeps what is known for as long as the process lives, beginning with those states. */
export function memoryStore(known: readonly CheckState[] = []): Store {
  const states = new Map(known.map((state) => [state.id, state]));
  const told = new Map<string, Told>();
  return {
    read: async (id) => states.get(id),
    write: async (state) => void states.set(state.id, state),
    states: async () => [...states.values()],
    told: async (id, channel) => told.get(`${id} ${channel}`),
    tell: async (id, channel, known) => void told.set(`${id} ${channel}`, known),
    close: async () => {},
  };
}
