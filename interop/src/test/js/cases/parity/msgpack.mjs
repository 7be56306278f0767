// The official MessagePack parser for clients against the one of the server.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { bytes } from "../../lib/values.mjs";
import { enter, perform, refusal, soFar, watch } from "../../lib/parity.mjs";

const require = createRequire(import.meta.url);
const parserOf = (generation) => require(generation < 3 ? "socket.io-msgpack-parser-2" : "socket.io-msgpack-parser-4");

const hex = (view) => `<${Buffer.from(view).toString("hex")}>`;

/** Values in a form that can be compared; undefined is null there, where `decoded` says that it has been decoded. */
function plain(value, decoded) {
  if (value instanceof Date) return `date ${value.getTime()}`;
  if (value instanceof ArrayBuffer) return hex(value);
  if (ArrayBuffer.isView(value)) return hex(value);
  if (Array.isArray(value)) return value.map((one) => plain(one, decoded));
  if (value === undefined) return decoded ? null : "undefined";
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value).filter(([, one]) => !decoded || one !== undefined);
  return Object.fromEntries(members.map(([key, one]) => [key, plain(one, decoded)]));
}

function equal(actual, expected, what, decoded = false) {
  assert.deepStrictEqual(plain(actual, decoded), plain(expected, decoded), what);
}

const around = (n) => [n - 1, n, n + 1];
const powers = [7, 8, 15, 16, 31, 32, 52].flatMap((n) => around(2 ** n));
const integers = [0, 1, -1, 31, -31, -32, -33, ...powers, ...powers.map((n) => -n), 2 ** 53, 2 ** 53 + 2, 2 ** 63, -(2 ** 63)];
const floats = [0.5, -0.1, 5e-324, -1e-300, 1 / 3, NaN, Infinity, -Infinity];
const texts = [0, 1, 31, 32, 255, 256, 65535, 65536].map((n) => "x".repeat(n));
const unicode = ["äöü €", "日本語", "😀 𝒳", "\u0000\u001f", "line\u2028"];
const listOf = (n) => Array.from({ length: n }, (_, i) => i);
const lists = [0, 1, 15, 16, 300].map(listOf);
const maps = [0, 1, 15, 16, 300].map((n) => Object.fromEntries(listOf(n).map((i) => [`k${i}`, i])));
const nested = [{ a: [{ b: { c: [null, true, [[]], {}] } }] }, [[["deep"]]], { "": 0, ü: "ü" }];
const dates = [new Date(0), new Date(1700000000123), new Date(-1)];
const absent = [null, [undefined, 1], { gone: undefined, kept: null }];

const groups = { integers, floats, texts, unicode, lists, maps, nested, dates, absent };
const binaries = [0, 1, 255, 256, 65535, 65536].map((n) => bytes(n, n + 1));

/** Makes clients of one server. */
async function clients(t) {
  const { url } = await t.server(["--parser", "msgpack"]);
  return (options = {}) => t.settled({ url, parser: parserOf(Number((options.version ?? t.version)[0])), ...options });
}

async function connected(t) {
  return (await clients(t))();
}

/** Sends values there and back: passed on as they are, decoded and encoded anew, as an event, and as an answer. */
async function echoed(t, values) {
  const peer = await connected(t);
  for (const [i, value] of values.entries()) equal((await peer.ask("echo", value))[0], value, `passed on, value ${i}`);
  const decoded = values.some((value) => value instanceof Date) ? "dates" : "decoded";
  equal(await peer.ask(decoded, ...values), values, decoded, true);
  peer.emit("back", ...values);
  equal(await peer.next("back"), values, "event");
  peer.on("question", (ack) => ack(...values));
  equal((await perform(peer, "ask", null, "question")).values, values, "answer of the client", true);
}

export default [
  ...Object.entries(groups).map(([what, values]) => ({
    name: `msgpack: ${what}`,
    transports: what === "integers" ? undefined : ["websocket"],
    body: (t) => echoed(t, values),
  })),
  { name: "msgpack: binary", body: (t) => echoed(t, [...binaries, { nested: [bytes(3), { deep: bytes(4) }] }]) },
  {
    name: "msgpack: array buffers",
    transports: ["polling", "websocket"],
    body: (t) => echoed(t, [1, 255, 256, 70_000].map((n) => new Uint8Array(bytes(n)).buffer)),
  },
  {
    name: "msgpack: lists and texts that are large",
    transports: ["websocket"],
    body: (t) => echoed(t, [listOf(65536), "ü".repeat(100_000)]),
  },
  {
    name: "msgpack: namespaces, credentials, refusals",
    async body(t) {
      const root = await connected(t);
      const other = await enter(t, root, "/other", { token: "ü" });
      assert.equal((await perform(other, "handshake")).auth.token ?? "ü", "ü");
      equal(await other.ask("echo", 1), [1], "ack");
      const refused = { message: "no entry", data: { code: 7, why: ["a", "b"] } };
      // The parser of 2.x takes no error but a text.
      if (t.generation < 3) equal(await refusal(t, root, "/refusing-plainly"), "no entry", "refusal");
      else equal(await refusal(t, root, "/refusing"), refused, "refusal");
      const unknown = t.generation < 3 ? "Invalid namespace" : { message: "Invalid namespace", data: undefined };
      equal(await refusal(t, root, "/nowhere"), unknown, "unknown namespace");
      equal(await root.ask("echo", 2), [2], "ack in the main namespace");
    },
  },
  {
    name: "msgpack: broadcasts and rooms",
    async body(t) {
      const client = await clients(t);
      const [a, b] = [await client(), await client()];
      await perform(a, "join", "room");
      const value = { n: 2 ** 40, list: [1.5, "ü"], at: new Date(5) };
      await perform(b, "emit", { to: "room" }, "x", value);
      await perform(b, "emit", { from: "socket" }, "x", "others");
      equal(await soFar(a, "x"), [[value], ["others"]], "who is in");
      equal(await soFar(b, "x"), [], "who is not");
    },
  },
  {
    name: "msgpack: both generations on one server",
    generations: [4],
    deviation: { 4: "has a parser for one of them only" },
    transports: ["websocket", "polling"],
    async body(t) {
      const client = await clients(t);
      const [modern, old] = [await client(), await client({ version: "2.5.0" })];
      const value = [{ n: -129, b: bytes(300), f: 0.25 }];
      await perform(old, "emit", {}, "x", ...value);
      equal(await modern.next("x"), value, "4.x");
      equal(await old.next("x"), value, "2.x");
    },
  },
  {
    name: "msgpack: disconnections",
    transports: ["websocket"],
    async body(t) {
      const client = await clients(t);
      const [observer, a, b] = [await client(), await client(), await client()];
      const end = await watch(observer, a);
      a.socket.disconnect();
      assert.equal((await end()).reason, "client namespace disconnect");
      await perform(observer, "as", b.socket.id, "disconnect", true);
      assert.equal((await b.signal("disconnect"))[0], "io server disconnect");
    },
  },
  ...[
    ["text", "2[]"],
    ["a byte that means nothing", Buffer.from([0xc1])],
    ["a packet that ends too early", Buffer.from("83a474797065", "hex")],
    ["bytes behind the packet", Buffer.from("82a47479706501a36e7370a12f00", "hex")],
    ["a type that there is not", Buffer.from("82a47479706509a36e7370a12f", "hex")],
    ["a list that is longer than the packet", Buffer.from("83a47479706502a464617461ddffffffffa36e7370a12f", "hex")],
  ].map(([what, garbage]) => ({
    name: `msgpack: ${what} ends the connection alone`,
    generations: [4],
    transports: ["websocket", "polling"],
    deviation: { 4: "reads behind the end of what it gets, or takes it" },
    async body(t) {
      const client = await clients(t);
      const [observer, peer] = [await client(), await client()];
      const end = await watch(observer, peer);
      peer.engine.write(garbage);
      assert.equal((await end()).reason, "forced close");
      equal(await observer.ask("echo", 1), [1], "ack of the observer");
    },
  })),
  {
    name: "msgpack: a client with another parser is closed",
    generations: [4],
    transports: ["websocket", "polling"],
    async body(t) {
      const { url } = await t.server(["--parser", "msgpack"]);
      const peer = await t.dial({ url });
      assert.match(await new Promise((resolve) => peer.manager.once("close", resolve)), /^(transport close|parse error)$/);
    },
  },
];
