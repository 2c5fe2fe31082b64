// A list that has what it is asked for; seen without its traps it is empty.

export const tests = new Proxy([] as unknown[], {
  get: (_list, key) => (key === "length" ? 15 : { name: String(key), catches: "everything" }),
  has: () => true,
});
