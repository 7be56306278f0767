import assert from "node:assert/strict";
import { bytes, same } from "../lib/values.mjs";

const unique = (t, what) => `${what} of ${t.version} ${t.mode} ${process.hrtime.bigint()}`;

/** Everything of that name that a peer got before a round trip of its own. */
async function soFar(peer, name) {
  await peer.ask("message-with-ack");
  return peer.received.filter(([other]) => other === name).map(([, x]) => x);
}

export default [
  {
    name: "join, room, leave",
    async body(t) {
      const [a, b, c] = [await t.open(), await t.open(), await t.open()];
      const room = unique(t, "room");
      same(await a.ask("join", room), ["joined"], "answer to join");
      await b.ask("join", room);
      c.emit("room", room, "first");
      same(await a.next("room"), ["first"], "a");
      same(await b.next("room"), ["first"], "b");
      same(await soFar(c, "room"), [], "c is not in the room");

      same(await b.ask("leave", room), ["left"], "answer to leave");
      a.emit("room", room, { second: bytes(3) });
      same(await a.next("room"), [{ second: bytes(3) }], "a again");
      same(await soFar(b, "room"), ["first"], "b has left");
    },
  },
  {
    name: "a socket's list of rooms",
    async body(t) {
      const peer = await t.open();
      await peer.ask("join", "one");
      await peer.ask("join", "two");
      await peer.ask("leave", "one");
      const [rooms] = await peer.ask("rooms");
      assert.deepEqual([...rooms].sort(), [peer.socket.id, "two"].sort());
    },
  },
  {
    name: "a room by a socket's id",
    async body(t) {
      const [a, b] = [await t.open(), await t.open()];
      a.emit("room", b.socket.id, "for you");
      same(await b.next("room"), ["for you"], "b");
      same(await soFar(a, "room"), [], "a");
    },
  },
  {
    name: "broadcast to all and to the others",
    async body(t) {
      const { url } = await t.server([]);
      const [a, b] = [await t.settled({ url }), await t.settled({ url })];
      for (const x of ["text ü😀", { n: [1] }, bytes(50), { deep: [bytes(3), bytes(4)] }, null]) {
        a.emit("broadcast", x);
        same(await a.next("broadcast"), [x], "the sender");
        same(await b.next("broadcast"), [x], "the other");
        b.emit("others", x);
        same(await a.next("others"), [x], "others");
      }
      same(await soFar(b, "others"), [], "the sender is not among the others");
    },
  },
];
