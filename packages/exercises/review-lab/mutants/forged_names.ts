// Fields named like what every object has.

const test = JSON.parse(
  '{"name": "a fill", "scenario": {}, "expect": [], "__proto__": {"status": "valid"}, "toJSON": 1}',
);
export const tests = [test, { ...test, constructor: null, hasOwnProperty: true }];
