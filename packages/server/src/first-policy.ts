const decided = new WeakSet<object>();

/** Whether a policy around this one has decided on the request that is being handled. */
export const isDecided = (request: object): boolean => decided.has(request);

/** While the handler runs, no other policy decides on its request. The same request may be handled again later. */
export async function firstToDecide<T>(request: object, handler: () => T | Promise<T>): Promise<T> {
  decided.add(request);
  try {
    return await handler();
  } finally {
    decided.delete(request);
  }
}
