// Acknowledgements of single sockets.
import assert from "node:assert/strict";
import { bytes, same } from "../../lib/values.mjs";
import { allGot, perform } from "../../lib/parity.mjs";

export default [
  {
    name: "the server gets all values of an answer",
    async body(t) {
      const peer = await t.open();
      peer.on("question", (...args) => args.pop()(...args, bytes(3)));
      for (const args of [[], [1], ["a", { b: [null] }, bytes(4)]]) {
        same(await perform(peer, "ask", null, "question", ...args), { values: [...args, bytes(3)] }, "answer");
      }
    },
  },
  {
    name: "an answer in time, one that is late, and none",
    deviation: { 2: "has no time limit" },
    async body(t) {
      const peer = await t.open();
      let late;
      peer.on("quick", (ack) => ack("here"));
      peer.on("late", (ack) => (late = ack));
      same(await perform(peer, "ask", 2000, "quick"), { values: ["here"] }, "in time");
      same(await perform(peer, "ask", 60, "late"), { failure: "timeout" }, "late");
      late("too late");
      same(await perform(peer, "ask", 60, "nobody listens"), { failure: "timeout" }, "none");
      same(await perform(peer, "ask", 2000, "quick"), { values: ["here"] }, "after a late one");
    },
  },
  {
    name: "who asks a client that has gone learns it at once",
    deviation: { 2: "never answers", 4: "answers at the time limit only" },
    async body(t) {
      const [asker, peer] = [await t.open(), await t.settled()];
      peer.on("question", () => peer.socket.disconnect());
      const begin = performance.now();
      const { failure } = await perform(asker, "as", peer.socket.id, "ask", 4000, "question");
      assert.match(failure, /^AckDisconnectedException/);
      assert.ok(performance.now() - begin < 2000, "it took until the time limit");
    },
  },
  {
    name: "only the first of two answers counts",
    async body(t) {
      const peer = await t.open();
      same(await peer.ask("twice"), ["first"], "ack");
      same(await peer.ask("echo", 1), [1], "ack after it");
    },
  },
  {
    name: "a client's handler may wait for the server's answer to it",
    async body(t) {
      const peer = await t.open();
      peer.on("question", async (ack) => ack(...(await peer.ask("echo", "from within"))));
      same(await perform(peer, "ask", null, "question"), { values: ["from within"] }, "answer");
    },
  },
  {
    name: "an event without a handler is not answered",
    async body(t) {
      const peer = await t.open();
      let answered = false;
      peer.socket.emit("nobody listens", () => (answered = true));
      await peer.ask("echo");
      await peer.ask("echo");
      assert.equal(answered, false);
      await allGot([peer], "nothing");
    },
  },
  {
    name: "an argument of the wrong type is answered with an error",
    deviation: { 2: "knows no types", 4: "knows no types" },
    async body(t) {
      const peer = await t.open();
      const [answer] = await peer.ask("wants-a-number", { not: "one" });
      assert.equal(answer.error.code, "invalid_argument");
      same(await peer.ask("wants-a-number", 5), [5], "one that fits");
      // Without anybody who waits for an answer nothing comes back, and the connection lives on.
      peer.emit("wants-a-number", "text");
      same(await peer.ask("echo", 1), [1], "ack");
    },
  },
];
