import assert from "node:assert/strict";
import { same } from "../lib/values.mjs";
import { sessionEnds } from "../lib/sessions.mjs";

const eager = { reconnection: true, reconnectionDelay: 20, reconnectionDelayMax: 40 };

/** A client that is told to go must neither come back by itself nor leave its session behind. */
async function staysAway(peer, url, engineId) {
  await sessionEnds(url, engineId, peer, 3000);
  assert.equal(peer.manager.reconnecting ?? peer.manager._reconnecting, false, "is reconnecting");
  assert.deepEqual(peer.untaken("reconnect_attempt"), []);
  assert.equal(peer.connected, false);
}

export default [
  {
    name: "kicked out of the namespace",
    async body(t) {
      const url = await t.url();
      const peer = await t.settled(eager);
      const engineId = peer.engine.id;
      peer.emit("kick", false);
      assert.equal((await peer.signal("disconnect"))[0], "io server disconnect");
      await staysAway(peer, url, engineId);
      peer.socket.connect();
      await peer.join();
      same(await peer.ask("message-with-ack", 1), [1], "ack after a return by hand");
    },
  },
  {
    name: "kicked with the connection",
    async body(t) {
      const url = await t.url();
      const peer = await t.settled(eager);
      const engineId = peer.engine.id;
      peer.emit("kick", true);
      assert.equal((await peer.signal("disconnect"))[0], "io server disconnect");
      await staysAway(peer, url, engineId);
    },
  },
  {
    name: "kicked out of one namespace of two",
    async body(t) {
      const root = await t.settled(eager);
      const custom = await t.watch(root.of("/custom")).join();
      custom.emit("kick", false);
      assert.equal((await custom.signal("disconnect"))[0], "io server disconnect");
      same(await root.ask("message-with-ack", 1), [1], "ack in the other namespace");
      assert.deepEqual(root.untaken("disconnect"), []);
      custom.socket.connect();
      await custom.join();
      same(await custom.ask("message-with-ack", 2), [2], "ack after the return");
    },
  },
  {
    name: "kicked with the connection out of two namespaces",
    async body(t) {
      const root = await t.settled(eager);
      const custom = await t.watch(root.of("/custom")).join();
      custom.emit("kick", true);
      assert.equal((await custom.signal("disconnect"))[0], "io server disconnect");
      assert.equal((await root.signal("disconnect"))[0], "io server disconnect");
    },
  },
  {
    name: "dropped, and back by itself",
    async body(t) {
      const peer = await t.settled(eager);
      const first = peer.engine.id;
      peer.emit("drop");
      assert.equal((await peer.signal("disconnect"))[0], "transport close");
      await peer.signal("reconnect");
      await peer.signal("connect");
      assert.notEqual(peer.engine.id, first);
      same(await peer.ask("message-with-ack", 1), [1], "ack after the return");
    },
  },
  {
    name: "what was sent before the kick arrives",
    async body(t) {
      const peer = await t.settled();
      peer.emit("burst", 100);
      peer.emit("kick", true);
      await peer.signal("disconnect");
      assert.equal(peer.received.filter(([name]) => name === "burst").length, 100);
    },
  },
  {
    name: "the client's own disconnect",
    async body(t) {
      const url = await t.url();
      const peer = await t.settled(eager);
      const engineId = peer.engine.id;
      peer.socket.disconnect();
      assert.equal((await peer.signal("disconnect"))[0], "io client disconnect");
      await staysAway(peer, url, engineId);
    },
  },
];
