import { bytes, same } from "../lib/values.mjs";

export default [
  {
    name: "ack from the server",
    async body(t) {
      const peer = await t.open();
      same(await peer.ask("message-with-ack", 1, "two", { three: [3] }), [1, "two", { three: [3] }], "ack");
      same(await peer.ask("message-with-ack"), [], "ack without arguments");
    },
  },
  {
    name: "ack from the server with binary",
    async body(t) {
      const peer = await t.open();
      const args = [bytes(4), { nested: bytes(2, 2) }, "text"];
      same(await peer.ask("message-with-ack", ...args), args, "ack");
    },
  },
  {
    name: "ack to the server",
    async body(t) {
      const peer = await t.open();
      peer.on("question", (...args) => args.pop()("heard", ...args));
      for (const args of [[], [1], ["a", { b: [null] }]]) {
        peer.emit("ask", ...args);
        same(await peer.next("answer"), ["heard", ...args], "answer");
      }
    },
  },
  {
    name: "ack to the server with binary",
    async body(t) {
      const peer = await t.open();
      peer.on("question", (...args) => args.pop()(bytes(5, 9), ...args));
      const args = [bytes(4), [bytes(0)], "text"];
      peer.emit("ask", ...args);
      same(await peer.next("answer"), [bytes(5, 9), ...args], "answer");
    },
  },
  {
    name: "200 acks under way at once",
    async body(t) {
      const peer = await t.open();
      const numbers = Array.from({ length: 200 }, (_, i) => i);
      const answers = await Promise.all(numbers.map((i) => peer.ask("message-with-ack", i, i % 7 ? "t" : bytes(3, i + 1))));
      answers.forEach((answer, i) => same(answer, [i, i % 7 ? "t" : bytes(3, i + 1)], `ack ${i}`));
    },
  },
  {
    name: "answers of the client out of order",
    async body(t) {
      const peer = await t.open();
      const held = [];
      peer.on("question", (n, ack) => {
        held.push(() => ack(n));
        if (held.length === 5) held.reverse().forEach((answer) => answer());
      });
      for (let i = 0; i < 5; i++) peer.emit("ask", i);
      for (let i = 4; i >= 0; i--) same(await peer.next("answer"), [i], "answer");
    },
  },
];
