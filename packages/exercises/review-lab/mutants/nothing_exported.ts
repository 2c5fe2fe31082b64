// The list is there, and nobody can have it.

const list = [{ name: "a fill", scenario: {}, expect: [] }];
console.log(list.length);
