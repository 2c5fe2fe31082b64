// Takes a browser's own functions out of a worker, before a submission comes near it. SES shows a submission none of
// them; whoever got out of SES would find an empty room: no requests, no storage, no timers, no messages.

/** What JavaScript itself has, and SES by which it is decided what of it a submission may see. */
const LANGUAGE = new Set(
  `AggregateError Array ArrayBuffer AsyncDisposableStack AsyncIterator Atomics BigInt BigInt64Array BigUint64Array Boolean
  DataView Date DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array Float64Array Function
  Infinity Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError
  ReferenceError Reflect RegExp Set SharedArrayBuffer String SuppressedError Symbol SyntaxError TypeError URIError
  Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet console constructor decodeURI
  decodeURIComponent encodeURI encodeURIComponent escape eval globalThis isFinite isNaN parseFloat parseInt undefined
  unescape lockdown repairIntrinsics hardenIntrinsics harden Compartment`.split(/\s+/),
);

/** @returns what could not be taken out, but for numbers and words; nothing, in any browser that is known */
export function emptyOut(scope: object): string[] {
  for (const one of chainOf(scope))
    for (const key of hostKeys(one)) Reflect.deleteProperty(one, key);
  return chainOf(scope).flatMap((one) => hostKeys(one).filter((key) => isOfUse(one, key)));
}

/** The global object and what it inherits from, up to where JavaScript's own begins. */
function chainOf(scope: object): object[] {
  const chain: object[] = [];
  for (
    let one: object | null = scope;
    one !== null && one !== Object.prototype;
    one = Reflect.getPrototypeOf(one)
  )
    chain.push(one);
  return chain;
}

const hostKeys = (one: object): string[] =>
  Reflect.ownKeys(one).filter(
    (key): key is string => typeof key === "string" && !LANGUAGE.has(key),
  );

/** Not so a constant, such as the two numbers that Chromium does not let go of. */
function isOfUse(one: object, key: string): boolean {
  const own = Reflect.getOwnPropertyDescriptor(one, key);
  if (own === undefined) return false;
  const value: unknown = own.value;
  return (
    own.get !== undefined ||
    typeof value === "function" ||
    (typeof value === "object" && value !== null)
  );
}
