import assert from "node:assert/strict";
import { bytes, same } from "../lib/values.mjs";

const eager = { reconnection: true, reconnectionDelay: 30, reconnectionDelayMax: 60 };

async function back(peer) {
  await peer.signal("reconnect", 8000);
  await peer.signal("connect");
  same(await peer.ask("message-with-ack", 1, bytes(3)), [1, bytes(3)], "ack after the restart");
}

export default [
  {
    name: "back after a restart of the server",
    seconds: 20,
    async body(t) {
      const server = await t.server([]);
      const peer = await t.settled({ url: server.url, ...eager });
      const custom = await t.watch(peer.of("/custom")).join();
      const first = peer.engine.id;
      await peer.next("auth");
      await t.restart(server, []);
      assert.match((await peer.signal("disconnect"))[0], /^transport (close|error)$/);
      await back(peer);
      await custom.signal("connect");
      same(await custom.ask("message-with-ack", 2), [2], "ack in the second namespace");
      assert.notEqual(peer.engine.id, first);
      await peer.next("auth");
    },
  },
  {
    name: "what was sent meanwhile arrives afterwards",
    seconds: 20,
    transports: ["polling", "websocket"],
    async body(t) {
      const server = await t.server([]);
      const peer = await t.settled({ url: server.url, ...eager });
      await t.stop(server);
      await peer.signal("disconnect");
      for (let i = 0; i < 20; i++) peer.emit("message", i, bytes(i));
      await t.startAgain(server, []);
      await peer.signal("connect", 8000);
      for (let i = 0; i < 20; i++) same(await peer.next("message-back"), [i, bytes(i)], `message ${i}`);
    },
  },
  {
    name: "back after the server's process was killed",
    seconds: 40,
    transports: ["upgrade"],
    async body(t) {
      const server = await t.server([], { ownProcess: true });
      const peer = await t.settled({ url: server.url, ...eager });
      await t.stop(server, { kill: true });
      assert.match((await peer.signal("disconnect"))[0], /^transport (close|error)$/);
      const again = await t.startAgain(server, [], { ownProcess: true });
      await back(peer);
      // In order this time: the process must end by itself while a client is connected.
      await t.stop(again);
      assert.match((await peer.signal("disconnect"))[0], /^transport (close|error)$/);
    },
  },
];
