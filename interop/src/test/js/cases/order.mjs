import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { bytes, same } from "../lib/values.mjs";

const total = 1000;
const attached = (i) => (i % 10 === 0 ? [i, bytes(i % 300, i + 1)] : [i, `text ${i}`]);

/** Every number once and in order: nothing lost, doubled or overtaken. */
function inOrder(received, count, what) {
  const numbers = received.map(([first]) => first);
  const wrong = numbers.findIndex((n, i) => n !== i);
  assert.equal(wrong, -1, `${what}: number ${wrong} is ${numbers[wrong]}, of ${numbers.length}`);
  assert.equal(numbers.length, count, what);
}

const eventsOf = (peer, name) => peer.received.filter(([other]) => other === name).map(([, ...args]) => args);

export default [
  {
    name: "1000 messages in order, binary among them",
    seconds: 20,
    async body(t) {
      const peer = await t.open();
      for (let i = 0; i < total; i++) peer.emit("message", ...attached(i));
      same(await peer.askWithin(15_000, "message-with-ack", "last"), ["last"], "ack behind all messages");
      for (let i = 0; i < total; i++) same(await peer.next("message-back"), attached(i), `message ${i}`);
      inOrder(eventsOf(peer, "message-back"), total, "message-back");
    },
  },
  {
    name: "messages before, while and after upgrading",
    seconds: 20,
    transports: ["upgrade"],
    async body(t) {
      const peer = await t.dial();
      let upgraded = false;
      peer.engine.once("upgrade", () => (upgraded = true));
      let sent = 0;
      const send = () => peer.emit("message", ...attached(sent++));
      // One at a time, so that some are on their way at each step of the upgrade.
      while (!upgraded) {
        send();
        await pause(1);
      }
      for (let i = 0; i < 500; i++) send();
      await peer.join();
      await peer.askWithin(15_000, "message-with-ack");
      inOrder(eventsOf(peer, "message-back"), sent, "message-back");
    },
  },
  {
    name: "a burst from the server",
    async body(t) {
      const peer = await t.open();
      peer.emit("burst", total);
      peer.emit("burst", 0);
      await peer.ask("message-with-ack");
      inOrder(eventsOf(peer, "burst"), total, "burst");
    },
  },
  {
    name: "bursts while upgrading",
    transports: ["upgrade"],
    async body(t) {
      const peer = await t.open();
      let bursts = 0;
      do {
        peer.emit("burst", 20);
        bursts++;
        await peer.ask("message-with-ack");
      } while (peer.transport !== "websocket");
      const numbers = eventsOf(peer, "burst").map(([n]) => n);
      assert.deepEqual(numbers, Array.from({ length: bursts * 20 }, (_, i) => i % 20));
    },
  },
  {
    name: "volatile arrives at most once and in order",
    async body(t) {
      const peer = await t.settled();
      for (let i = 0; i < 50; i++) {
        peer.emit("volatile", i);
        // A receiver that is ready gets it; in between the next ask lets polling open its next poll.
        await peer.ask("message-with-ack");
      }
      const numbers = eventsOf(peer, "volatile-back").map(([n]) => n);
      assert.ok(numbers.length > 0, "none of 50 volatile events came");
      assert.deepEqual(numbers, [...new Set(numbers)].sort((a, b) => a - b));
    },
  },
];
