import assert from "node:assert/strict";
import { bytes, same } from "../lib/values.mjs";

const token = { auth: { token: "let-me-in" }, query: "token=let-me-in" };

/** How a generation hears that its namespace was refused. */
async function refusal(peer) {
  if (peer.generation < 3) return (await peer.signal("error"))[0];
  const [problem] = await peer.signal("connect_error");
  return { message: problem.message, data: problem.data };
}

export default [
  {
    name: "namespace of its own",
    async body(t) {
      const peer = await t.open({ namespace: "/custom" });
      same(await peer.ask("message-with-ack", 1, bytes(3)), [1, bytes(3)], "ack");
      peer.emit("message", { a: bytes(2) });
      same(await peer.next("message-back"), [{ a: bytes(2) }], "event");
      if (t.generation === 2) assert.equal(peer.socket.id, `/custom#${peer.engine.id}`);
    },
  },
  {
    name: "several namespaces on one connection",
    async body(t) {
      const root = await t.open();
      const custom = await t.watch(root.of("/custom")).join();
      const guarded = await t.watch(root.of("/guarded", token)).join();
      assert.equal(custom.engine, root.engine);
      const all = { root, custom, guarded };
      for (const [name, peer] of Object.entries(all)) peer.emit("message", name, bytes(3));
      for (const [name, peer] of Object.entries(all)) {
        same(await peer.next("message-back"), [name, bytes(3)], name);
        same(await peer.ask("message-with-ack", name), [name], name);
        assert.equal(peer.received.filter(([event]) => event === "message-back").length, 1, name);
      }
    },
  },
  {
    name: "rooms and broadcasts stay in their namespace",
    async body(t) {
      const { url } = await t.server([]);
      const root = await t.open({ url });
      const custom = await t.watch(root.of("/custom")).join();
      await root.ask("join", "room");
      await custom.ask("join", "room");
      custom.emit("room", "room", "x");
      custom.emit("broadcast", "y");
      same(await custom.next("room"), ["x"], "room");
      same(await custom.next("broadcast"), ["y"], "broadcast");
      await root.ask("message-with-ack");
      assert.deepEqual(root.received.filter(([name]) => name !== "auth"), []);
    },
  },
  {
    name: "guarded namespace with the token",
    async body(t) {
      const peer = await t.open({ namespace: "/guarded", ...token });
      same(await peer.ask("message-with-ack", 1), [1], "ack");
    },
  },
  {
    name: "guarded namespace refused with message and data",
    async body(t) {
      const root = await t.open();
      const guarded = t.watch(root.of("/guarded"));
      const data = { code: 401, hint: "token" };
      same(await refusal(guarded), t.generation < 3 ? data : { message: "Not authorized", data }, "refusal");
      assert.equal(guarded.connected, false);
      same(await root.ask("message-with-ack", 1), [1], "ack in the namespace beside it");
      if (t.generation === 4) assert.equal(guarded.socket.active, false, "a refused client does not try again");
    },
  },
  {
    name: "unknown namespace refused",
    async body(t) {
      const root = await t.open();
      const unknown = t.watch(root.of("/nowhere"));
      const expected = t.generation < 3 ? "Invalid namespace" : { message: "Invalid namespace", data: undefined };
      same(await refusal(unknown), expected, "refusal");
      same(await root.ask("message-with-ack", 1), [1], "ack in the namespace beside it");
    },
  },
  {
    name: "leave a namespace and come back",
    async body(t) {
      const root = await t.open();
      const custom = await t.watch(root.of("/custom")).join();
      await custom.next("auth");
      custom.socket.disconnect();
      same((await custom.signal("disconnect"))[0], "io client disconnect", "reason");
      same(await root.ask("message-with-ack", 1), [1], "ack in the namespace that stays");
      custom.socket.connect();
      await custom.join();
      same(await custom.ask("message-with-ack", 2), [2], "ack after the return");
      await custom.next("auth");
    },
  },
];
