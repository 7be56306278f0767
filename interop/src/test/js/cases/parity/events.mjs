// Catch-all listeners and middlewares of packets.
import assert from "node:assert/strict";
import { bytes, same } from "../../lib/values.mjs";
import { eventually, perform, several } from "../../lib/parity.mjs";

const seenBy = async (peer, ...who) => (await perform(peer, "seen")).filter(([one]) => who.includes(one));

export default [
  {
    name: "listeners to all incoming events",
    deviation: { 2: "has none" },
    async body(t) {
      const [peer] = await several(t, 1);
      await perform(peer, "watch-events");
      peer.emit("nobody listens", 1, bytes(2));
      await peer.ask("echo", "with an ack");
      same(
        await seenBy(peer, "first", "second", "removed"),
        [
          ["first", "nobody listens", [1, bytes(2)]],
          ["second", "nobody listens", [1, bytes(2)]],
          ["first", "echo", ["with an ack"]],
          ["second", "echo", ["with an ack"]],
        ],
        "seen",
      );
      await perform(peer, "unwatch-events");
      await peer.ask("echo", "unseen");
      assert.equal((await seenBy(peer, "first", "second")).length, 4);
    },
  },
  {
    name: "listeners to all outgoing events",
    deviation: { 2: "has none" },
    async body(t) {
      const [peer] = await several(t, 1);
      await perform(peer, "watch-events");
      await perform(peer, "direct", "a direct one", 1, bytes(2));
      await perform(peer, "emit", { to: peer.socket.id }, "a broadcast", { x: 1 });
      await perform(peer, "emit", { to: "others" }, "not for it");
      const expected = [
        ["outgoing", "a direct one", [1, bytes(2)]],
        ["outgoing", "a broadcast", [{ x: 1 }]],
      ];
      await eventually("seen", async () => (await seenBy(peer, "outgoing")).length === 2);
      same(await seenBy(peer, "outgoing"), expected, "seen");
    },
  },
  {
    name: "a middleware of packets changes an event",
    async body(t) {
      const peer = await t.open();
      await perform(peer, "guard-events");
      same(await peer.ask("rewritten", 1, bytes(2)), ["changed", 1, bytes(2)], "ack");
      same(await peer.ask("echo", 1), [1], "ack of an event that it lets pass");
    },
  },
  {
    name: "a middleware of packets refuses an event",
    async body(t) {
      const [peer] = await several(t, 1);
      await perform(peer, "guard-events");
      if (t.official === 4) {
        peer.emit("forbidden");
        peer.emit("forbidden-plainly");
      } else if (t.generation < 3) {
        peer.emit("forbidden");
        same((await peer.signal("error"))[0], { code: 9 }, "error with data");
        peer.emit("forbidden-plainly");
        same((await peer.signal("error"))[0], "not allowed", "error without data");
      } else {
        const [{ error }] = await peer.ask("forbidden");
        same([error.message, error.data], ["not allowed", { code: 9 }], "ack");
        peer.emit("forbidden-plainly");
      }
      same(await peer.ask("echo", 1), [1], "ack of an event that it lets pass");
      if (t.official !== 2) assert.equal((await seenBy(peer, "error")).length, 2, "told on the server");
    },
  },
  {
    name: "listeners see what a middleware then refuses",
    generations: [3, 4],
    transports: ["websocket"],
    async body(t) {
      const [peer] = await several(t, 1);
      await perform(peer, "watch-events");
      await perform(peer, "guard-events");
      peer.emit("forbidden", 1);
      await peer.ask("echo");
      same((await seenBy(peer, "first"))[0], ["first", "forbidden", [1]], "seen");
    },
  },
];
