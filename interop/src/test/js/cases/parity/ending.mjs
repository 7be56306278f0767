// The end of a server.
import assert from "node:assert/strict";
import { perform } from "../../lib/parity.mjs";

export default [
  {
    name: "a drained server refuses newcomers and lets clients go one by one",
    deviation: { 2: "can't be drained", 4: "can't be drained" },
    transports: ["websocket", "polling"],
    async body(t) {
      const { url } = await t.server([]);
      const peers = await Promise.all(Array.from({ length: 4 }, () => t.settled({ url })));
      await perform(peers[0], "drain", 1500);
      const begin = performance.now();
      const eio = t.generation < 3 ? 3 : 4;
      const answer = await fetch(`${url}/socket.io/?EIO=${eio}&transport=polling`);
      assert.equal(answer.status, 503);
      assert.match(answer.headers.get("retry-after"), /^\d+$/);
      const times = await Promise.all(
        peers.map(async (peer) => {
          assert.equal((await peer.signal("disconnect"))[0], "transport close");
          return performance.now() - begin;
        }),
      );
      times.sort((a, b) => a - b);
      assert.ok(times[0] < times.at(-1) - 300, `they left together, after ${times} ms`);
      assert.ok(times.at(-1) < 4000, `the last one left after ${times.at(-1)} ms`);
    },
  },
];
