// A proxy whose traps never come to an end.

export const tests = new Proxy([] as unknown[], {
  getOwnPropertyDescriptor() {
    for (;;);
  },
});
