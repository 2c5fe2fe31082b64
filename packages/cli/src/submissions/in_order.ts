// Does many things a few at a time, and tells of them in the order in which they were asked for.

/** The first failure is thrown on, once what has begun is over; nothing is begun after it. */
export async function inOrder<T, R>(
  items: readonly T[],
  parallel: number,
  work: (item: T) => Promise<R>,
  tell: (result: R) => void,
): Promise<void> {
  const waiting = [...items.entries()];
  const done = new Map<number, R>();
  let told = 0;
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [i, item] = next;
      try {
        done.set(i, await work(item));
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
      for (let result = done.get(told); result !== undefined; result = done.get(told)) {
        done.delete(told);
        told += 1;
        tell(result);
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: parallel }, worker));
  const failed = ended.find((one) => one.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
