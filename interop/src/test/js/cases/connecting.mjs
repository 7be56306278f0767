import assert from "node:assert/strict";
import { same } from "../lib/values.mjs";

const modern = [3, 4];
const old = [1, 2];

export default [
  {
    name: "connect",
    async body(t) {
      const peer = await t.open();
      assert.equal(peer.connected, true);
      same(await peer.next("auth"), [{}], "auth of a client that sends none");
      const engineId = peer.engine.id;
      if (t.generation < 3) assert.equal(peer.socket.id, engineId, "an old client's socket id is its session id");
      else assert.notEqual(peer.socket.id, engineId, "the public id must not be the session id");
      assert.match(peer.socket.id, /^[\w-]{20}$/);
    },
  },
  {
    name: "auth seen by the server",
    generations: modern,
    async body(t) {
      const auth = { token: "abc", n: 1, deep: { list: [1, null, "ü"] }, "k😀": true };
      const peer = await t.open({ auth });
      same(await peer.next("auth"), [auth], "auth event");
      same((await peer.ask("handshake"))[0].auth, auth, "handshake.auth");
    },
  },
  {
    name: "auth from a function, in a namespace",
    generations: modern,
    async body(t) {
      const peer = await t.open({ namespace: "/custom", auth: (give) => give({ token: "later" }) });
      same(await peer.next("auth"), [{ token: "later" }], "auth event");
    },
  },
  {
    name: "query seen by the server",
    async body(t) {
      // Over polling, clients before 2.0 understand only their own non-ASCII text: they encode it twice.
      const query = { token: "abc", "a key": t.generation === 1 ? "&=+% " : "ü&=+% 😀" };
      const peer = await t.open({ query });
      const [handshake] = await peer.ask("handshake");
      assert.equal(handshake.query.token, "abc");
      assert.equal(handshake.query["a key"], query["a key"]);
      assert.equal(handshake.query.EIO, t.generation < 3 ? "3" : "4");
      assert.equal(handshake.query.transport, t.mode === "websocket" ? "websocket" : "polling");
    },
  },
  {
    name: "query of a namespace is the auth of an old client",
    generations: old,
    async body(t) {
      const root = await t.open();
      const custom = await t.watch(root.of("/custom", { query: "token=abc&n=1" })).join();
      same(await custom.next("auth"), [{ token: "abc", n: "1" }], "auth event");
      assert.equal((await custom.ask("handshake"))[0].query.token, "abc");
    },
  },
  {
    name: "extra headers seen by the server",
    async body(t) {
      const peer = await t.open({ extraHeaders: { "X-Test": "one" } });
      assert.equal((await peer.ask("handshake"))[0].headers["x-test"], "one");
    },
  },
  {
    name: "a path of its own",
    transports: ["upgrade"],
    async body(t) {
      const { url } = await t.server(["--path", "/live/chat"]);
      const peer = await t.open({ url, path: "/live/chat" });
      same(await peer.ask("message-with-ack", 1), [1], "ack");
    },
  },
  {
    name: "a server without this transport refuses it",
    transports: ["polling", "websocket"],
    async body(t) {
      const other = t.mode === "polling" ? "websocket" : "polling";
      const { url } = await t.server(["--transports", other]);
      const peer = await t.dial({ url });
      await peer.signal("connect_error");
      const welcome = await t.open({ url, mode: other });
      same(await welcome.ask("message-with-ack", 1), [1], "ack over the transport that is left");
    },
  },
  {
    name: "a server without Engine.IO 3 refuses it",
    deviation: { 2: "knows nothing else" },
    generations: old,
    transports: ["polling", "websocket"],
    async body(t) {
      const { url } = await t.server(["--no-eio3"]);
      const [problem] = await (await t.dial({ url })).signal("connect_error");
      assert.match(problem.message, t.mode === "polling" ? /xhr poll error/ : /websocket error/);
      const modernPeer = await t.open({ url, version: "4.8.4" });
      same(await modernPeer.ask("message-with-ack", 1), [1], "ack");
    },
  },
];
