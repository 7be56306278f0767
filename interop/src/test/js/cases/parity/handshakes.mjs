// socket.handshake.
import assert from "node:assert/strict";
import { same } from "../../lib/values.mjs";
import { enter, perform } from "../../lib/parity.mjs";

export default [
  {
    name: "the handshake's fields",
    async body(t) {
      const before = Date.now();
      const peer = await t.settled({ query: { room: "1 & ü".slice(0, t.generation === 1 ? 4 : 5) }, extraHeaders: { "X-Parity": "yes" } });
      const told = await perform(peer, "handshake");
      assert.equal(told.headers, "yes");
      assert.equal(told.query.room, t.generation === 1 ? "1 & " : "1 & ü");
      assert.equal(told.query.EIO, t.generation < 3 ? "3" : "4");
      assert.equal(told.query.transport, t.mode === "websocket" ? "websocket" : "polling");
      assert.equal(told.address, "127.0.0.1");
      assert.equal(told.secure, false);
      assert.equal(told.xdomain, false);
      assert.match(told.url, /^\/socket\.io\/\?.*EIO=/);
      assert.ok(told.issued >= before - 1000 && told.issued <= Date.now() + 1000, `issued ${told.issued}`);
      same(told.auth, {}, "auth");
    },
  },
  {
    name: "an origin makes a handshake one across domains",
    transports: ["polling", "websocket"],
    async body(t) {
      const url = await t.url();
      const peer = await t.settled({ extraHeaders: { origin: url } });
      assert.equal((await perform(peer, "handshake")).xdomain, true);
    },
  },
  {
    name: "credentials of a namespace are its own",
    transports: ["websocket"],
    async body(t) {
      const root = await t.open({ query: { shared: "both" } });
      const other = await enter(t, root, "/other", { token: "only there" });
      same((await perform(root, "handshake")).auth, {}, "auth of the main namespace");
      const told = await perform(other, "handshake");
      same(told.auth, { token: "only there" }, "auth");
      assert.equal(told.query.shared, "both");
      // Clients without auth say it in the query of the namespace, which is merged into the one of the connection.
      assert.equal(told.query.token, t.generation < 3 ? "only there" : undefined);
    },
    deviation: { 2: "has no auth" },
  },
  {
    name: "the query of a namespace is merged into that of the connection",
    generations: [1, 2],
    transports: ["websocket"],
    async body(t) {
      const root = await t.open({ query: { shared: "both" } });
      const other = await enter(t, root, "/other", { token: "only there", shared: "from the namespace" });
      const { query } = await perform(other, "handshake");
      assert.equal(query.token, "only there");
      assert.equal(query.shared, "from the namespace");
      assert.equal(query.EIO, "3");
    },
  },
];
