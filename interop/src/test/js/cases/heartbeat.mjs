import assert from "node:assert/strict";
import { within } from "../lib/peer.mjs";
import { same } from "../lib/values.mjs";

const fast = ["--ping-interval", "150", "--ping-timeout", "150"];

/** Waits for so many of the server's packets: the answer to an old client's ping, or the ping of a new one. */
function heartbeats(peer, count) {
  const type = peer.generation < 3 ? "pong" : "ping";
  const counted = new Promise((resolve) => {
    peer.engine.on("packet", (packet) => {
      if (packet.type === type && --count === 0) resolve();
    });
  });
  return within(5000, `${count} heartbeats`, counted);
}

export default [
  {
    name: "heartbeats over several intervals",
    async body(t) {
      const { url } = await t.server(fast);
      const peer = await t.settled({ url });
      await heartbeats(peer, 6);
      assert.deepEqual(peer.untaken("disconnect"), []);
      same(await peer.ask("message-with-ack", 1), [1], "ack after the heartbeats");
    },
  },
  {
    name: "heartbeats under load",
    async body(t) {
      const { url } = await t.server(fast);
      const peer = await t.settled({ url });
      const end = performance.now() + 900;
      let count = 0;
      while (performance.now() < end) same(await peer.ask("message-with-ack", ++count), [count], "ack");
      assert.deepEqual(peer.untaken("disconnect"), []);
    },
  },
];
