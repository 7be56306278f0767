// Comparing what was sent with what came back, whatever type a client uses for binary.
import assert from "node:assert/strict";

const bytesOf = (value) => {
  if (value instanceof ArrayBuffer) return Buffer.from(value);
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return null;
};

/** A text that is equal exactly for equal values: key order and number format count, binary is written as hex. */
export function canonical(value) {
  const bytes = bytesOf(value);
  if (bytes) return `<${bytes.toString("hex")}>`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const members = Object.keys(value).map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
    return `{${members.join(",")}}`;
  }
  return value === undefined ? "undefined" : JSON.stringify(value);
}

const shortened = (text) => (text.length <= 400 ? text : `${text.slice(0, 400)}… (${text.length} characters)`);

export function same(actual, expected, what) {
  const is = canonical(actual);
  const shouldBe = canonical(expected);
  if (is !== shouldBe) assert.fail(`${what}: got ${shortened(is)}, expected ${shortened(shouldBe)}`);
}

/** Bytes that differ from run to run of n only; no random numbers, so that a failure repeats. */
export function bytes(length, seed = 1) {
  const out = Buffer.alloc(length);
  let state = seed;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    out[i] = state >>> 16;
  }
  return out;
}
