// server-side sockets: identity, rooms, events by name and number, reserved names.
import assert from "node:assert/strict";
import { bytes, same } from "../../lib/values.mjs";
import { allGot, enter, info, perform, several, soFar, unique } from "../../lib/parity.mjs";

const sorted = (list) => [...list].sort();

export default [
  {
    name: "what the server knows of a socket",
    async body(t) {
      const peer = await t.settled();
      const known = await info(peer);
      assert.equal(known.id, peer.socket.id);
      assert.equal(known.namespace, "/");
      assert.equal(known.connected, true);
      assert.equal(known.transport, t.mode === "polling" ? "polling" : "websocket");
      assert.equal(known.upgraded, t.mode === "upgrade");
      assert.equal(known.revision, t.generation < 3 ? 3 : 4);
      same(known.rooms, [peer.socket.id], "rooms");
    },
  },
  {
    name: "an id for each namespace",
    transports: ["websocket"],
    async body(t) {
      const root = await t.open();
      const other = await enter(t, root, "/other");
      const known = await info(other);
      assert.equal(known.id, other.socket.id);
      assert.notEqual(known.id, root.socket.id);
      if (t.generation === 2) assert.equal(known.id, `/other#${root.engine.id}`);
      else assert.doesNotMatch(known.id, new RegExp(root.engine.id));
    },
  },
  {
    name: "join, join again, leave, leave what one is not in",
    transports: ["websocket"],
    async body(t) {
      const peer = await t.open();
      const { id } = peer.socket;
      await perform(peer, "join", "a");
      await perform(peer, "join", ["b", "c", "a"]);
      same(sorted(await perform(peer, "rooms")), sorted([id, "a", "b", "c"]), "joined");
      await perform(peer, "leave", "b");
      await perform(peer, "leave", "never joined");
      same(sorted(await perform(peer, "rooms")), sorted([id, "a", "c"]), "left");
    },
  },
  {
    name: "leave all rooms but the own",
    transports: ["websocket"],
    deviation: { 2: "leaves the own room as well", 4: "is private" },
    async body(t) {
      const peer = await t.open();
      await perform(peer, "join", ["a", "b"]);
      await perform(peer, "leaveAll");
      same(await perform(peer, "rooms"), [peer.socket.id], "rooms");
    },
  },
  {
    name: "data that the server keeps with a socket",
    transports: ["websocket"],
    async body(t) {
      const peer = await t.open();
      await perform(peer, "data", "user", { name: "ü", tags: [1, null] });
      same((await info(peer)).data, { user: { name: "ü", tags: [1, null] } }, "data");
    },
  },
  {
    name: "an event with a number for its name",
    async body(t) {
      const peer = await t.open();
      same(await peer.ask(1, "x", bytes(2)), ["integer", 2], "ack");
    },
  },
  {
    name: "an event called error",
    deviation: { 2: "fires it on its own socket, which nobody listens to" },
    async body(t) {
      const peer = await t.open();
      const other = await t.open();
      await perform(other, "as", peer.socket.id, "direct", "error", "from the server");
      // A generation before 4 takes it for an error of its own, and does not mind.
      if (t.generation === 4) same(await peer.next("error"), ["from the server"], "event");
      peer.emit("error", "from the client");
      same(await peer.ask("echo", 1), [1], "ack");
    },
  },
  {
    name: "reserved names throw on the server",
    transports: ["websocket"],
    deviation: { 2: "fires them on its own socket" },
    async body(t) {
      const peer = await t.open();
      for (const name of ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"]) {
        await assert.rejects(perform(peer, "direct", name), /reserved/, name);
        await assert.rejects(perform(peer, "emit", {}, name), /reserved/, name);
      }
      same(await peer.ask("echo", 1), [1], "ack");
    },
  },
  {
    name: "an event called connection is an event like others",
    transports: ["websocket"],
    deviation: { 2: "fires it on its own namespace" },
    async body(t) {
      const [peer] = await several(t, 1);
      await perform(peer, "emit", {}, "connection", 1);
      same(await peer.next("connection"), [1], "event");
    },
  },
  {
    name: "a reserved name from a client ends its connection",
    generations: [3, 4],
    async body(t) {
      const peer = await t.settled();
      peer.socket.packet({ type: 2, data: ["disconnect", "spoofed"], options: {} });
      assert.equal((await peer.signal("disconnect"))[0], "transport close");
    },
  },
  {
    name: "a reserved name from an old client has no effect",
    generations: [2],
    deviation: { 2: "runs the listeners of its own event" },
    async body(t) {
      const peer = await t.settled();
      peer.socket.packet({ type: 2, data: ["disconnect", "spoofed"], options: {} });
      same((await info(peer)).connected, true, "connected");
    },
  },
  {
    name: "send is an event called message",
    async body(t) {
      const peer = await t.open();
      await perform(peer, "send", "a", bytes(2));
      same(await peer.next("message"), ["a", bytes(2)], "direct");
      const room = unique("room");
      await perform(peer, "join", room);
      await perform(peer, "send-to", { to: room }, "b");
      same(await peer.next("message"), ["b"], "broadcast");
    },
  },
  {
    name: "what a handler emits comes in order",
    async body(t) {
      const peer = await t.settled();
      await perform(peer, "burst", "sure", 50);
      await allGot([peer], "burst", ...Array.from({ length: 50 }, (_, i) => [i]));
    },
  },
  {
    name: "a burst of volatile events begins with its first",
    transports: ["polling", "websocket"],
    async body(t) {
      const peer = await t.settled();
      await perform(peer, "burst", "volatile", 20);
      const got = (await soFar(peer, "burst")).map(([n]) => n);
      if (t.mode === "websocket") assert.equal(got[0], 0);
      assert.deepEqual(got, [...got].sort((a, b) => a - b));
    },
  },
];
