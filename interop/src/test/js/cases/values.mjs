import { same } from "../lib/values.mjs";

const json = [
  null, true, false, 0, 1, -1, 1.5, -0.001, 1e21, 1e-7, 1e300, 123456789012345680000, 9007199254740991, 2147483648,
  "", "text", '"quoted" \\ / \b\f\n\r\t', "0", "null", [], {}, [[]], [{}], { a: [] }, [null, [null, [null]]],
  { z: 1, a: 2, m: { y: 1, b: 2 } }, { "": 1, " ": 2, "a.b": 3, "1": 4 }, { constructor: 1, toString: "x", length: 0 },
  [1, "two", 3.5, true, null, { four: [4] }],
];

const texts = {
  umlauts: "äöüß ÄÖÜ € £",
  scripts: "Ελληνικά русский 日本語 한국어 العربية עברית हिन्दी",
  astral: "😀 𝒳 𐍈 👩‍👩‍👧‍👦 🇪🇺",
  combining: "e\u0301 \u1e9b\u0323 \ufdfa",
  separators: "line\u2028paragraph\u2029end",
  controls: Array.from({ length: 32 }, (_, i) => String.fromCharCode(i)).join("") + "\u007f\u0080\u009f",
  specials: "\ufeffbom \ufffd \ufffe \uffff \u200b \u00a0",
  "wire characters": '0:{"sid":1}\u001e4:2["x"]b64=/+\\u0041',
};

const lone = { high: "a\ud800b", low: "a\udc00b", swapped: "\udc00\ud800", "high at the end": "x\ud83d" };

async function echoed(t, values) {
  // Clients before 2.0 encode text twice over polling, so what comes back must take the transport that it went by.
  const peer = t.generation === 1 ? await t.settled() : await t.open();
  for (const [what, value] of Object.entries(values)) {
    peer.emit("message", value);
    same(await peer.ask("message-with-ack", value), [value], `ack of ${what}`);
    same(await peer.next("message-back"), [value], `event of ${what}`);
  }
  return peer;
}

export default [
  { name: "every type of JSON", body: (t) => echoed(t, json) },
  {
    name: "no argument, and many",
    async body(t) {
      const peer = await t.open();
      peer.emit("message");
      same(await peer.next("message-back"), [], "event without arguments");
      same(await peer.ask("message-with-ack"), [], "ack without arguments");
      peer.emit("message", ...json);
      same(await peer.next("message-back"), json, "event with many arguments");
      same(await peer.ask("message-with-ack", ...json), json, "ack with many arguments");
    },
  },
  {
    name: "what JSON can't say becomes null",
    async body(t) {
      const peer = await t.open();
      peer.emit("message", undefined, NaN, Infinity, { gone: undefined, kept: 1 }, new Date(0));
      same(await peer.next("message-back"), [null, null, null, { kept: 1 }, "1970-01-01T00:00:00.000Z"], "event");
    },
  },
  {
    name: "unicode",
    async body(t) {
      const peer = await echoed(t, texts);
      const keyed = Object.fromEntries(Object.values(texts).map((text, i) => [text, i]));
      same(await peer.ask("message-with-ack", keyed), [keyed], "unicode in names of members");
    },
  },
  {
    name: "lone surrogates",
    async body(t) {
      const peer = await echoed(t, lone);
      same(await peer.ask("message-with-ack", { "\ud800": 1 }), [{ "\ud800": 1 }], "as a member's name");
    },
  },
  {
    name: "deep nesting",
    async body(t) {
      let deep = "bottom";
      for (let i = 0; i < 50; i++) deep = i % 2 ? [deep] : { deep };
      await echoed(t, { "a value 50 levels deep": deep });
    },
  },
];
