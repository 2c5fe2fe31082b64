// A name that is asked for every time.

let asked = 0;
export const tests = [
  {
    get name() {
      asked += 1;
      return `test ${asked}`;
    },
    scenario: {},
    expect: [],
  },
];
