// A list in a list, wide enough to be without end.

const ten = <T>(one: T) => Array.from({ length: 10 }, () => one);
export const tests = ten(ten(ten(ten(ten(ten("a"))))));
