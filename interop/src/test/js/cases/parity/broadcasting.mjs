// Broadcast operators.
import { bytes, same } from "../../lib/values.mjs";
import { allGot, enter, perform, several } from "../../lib/parity.mjs";

/** Four clients: the first in a, the second in b, the third in both, the last in none. */
async function quartet(t) {
  const peers = await several(t, 4);
  await perform(peers[0], "join", "a");
  await perform(peers[1], "join", "b");
  await perform(peers[2], "join", ["a", "b"]);
  return peers;
}

export default [
  {
    name: "to rooms and except rooms",
    deviation: { 2: "knows no exceptions" },
    async body(t) {
      const peers = await quartet(t);
      const [a, b, both, none] = peers;
      const emit = (spec, label) => perform(a, "emit", spec, "x", label, bytes(2));
      await emit({}, "all");
      await emit({ to: "a" }, "a");
      await emit({ to: ["a", "b"] }, "a or b");
      await emit({ to: "nobody" }, "nobody");
      await emit({ except: "b" }, "not b");
      await emit({ to: "a", except: ["b", "nobody"] }, "a, not b");
      await emit({ except: [none.socket.id, a.socket.id] }, "not two ids");
      await emit({ to: b.socket.id }, "an id");
      const got = (...labels) => labels.map((label) => [label, bytes(2)]);
      await allGot([a], "x", ...got("all", "a", "a or b", "not b", "a, not b"));
      await allGot([b], "x", ...got("all", "a or b", "not two ids", "an id"));
      await allGot([both], "x", ...got("all", "a", "a or b", "not two ids"));
      await allGot([none], "x", ...got("all", "not b"));
    },
  },
  {
    name: "from a socket to the others",
    async body(t) {
      const [a, b, both, none] = await quartet(t);
      const emit = (spec, label) => perform(both, "emit", { from: "socket", ...spec }, "x", label);
      await emit({}, "others");
      await emit({ to: "a" }, "a");
      await emit({ to: ["a", "b"] }, "a or b");
      if (t.official !== 2) await emit({ to: ["a", "b"], except: "a" }, "a or b, not a");
      await emit({ to: both.socket.id }, "itself");
      const more = t.official === 2 ? [] : [["a or b, not a"]];
      await allGot([a], "x", ["others"], ["a"], ["a or b"]);
      await allGot([b], "x", ["others"], ["a or b"], ...more);
      await allGot([none], "x", ["others"]);
      await allGot([both], "x");
    },
  },
  {
    name: "flags of a broadcast",
    async body(t) {
      const peers = await several(t, 2);
      await perform(peers[0], "emit", { local: true }, "x", "local");
      await perform(peers[0], "emit", { compress: false }, "x", "not compressed");
      await perform(peers[0], "emit", { compress: true, local: true }, "x", bytes(2000));
      await allGot(peers, "x", ["local"], ["not compressed"], [bytes(2000)]);
    },
  },
  {
    name: "a volatile broadcast reaches who is ready",
    transports: ["websocket"],
    async body(t) {
      const peers = await several(t, 2);
      await perform(peers[0], "emit", { volatile: true }, "x", bytes(9));
      same(await peers[1].next("x"), [bytes(9)], "event");
    },
  },
  {
    name: "operators do not disturb each other",
    transports: ["websocket"],
    deviation: { 2: "keeps the rooms of an operator in its namespace" },
    async body(t) {
      const [a, b] = await quartet(t);
      await perform(a, "interleaved", { to: "a" }, "b");
      await allGot([a], "mine", []);
      await allGot([a], "other");
      await allGot([b], "mine");
      await allGot([b], "other", []);
    },
  },
  {
    name: "broadcasts of a namespace stay in it",
    transports: ["websocket"],
    async body(t) {
      const [root, beside] = await several(t, 2);
      const [one, two] = [await enter(t, root, "/other"), await enter(t, beside, "/other")];
      await perform(root, "join", "shared name");
      await perform(one, "join", "shared name");
      await perform(root, "emit", { from: "/other" }, "x", 1);
      await perform(root, "emit", { from: "/other", to: "shared name" }, "x", 2);
      await allGot([one], "x", [1], [2]);
      await allGot([two], "x", [1]);
      await allGot([root, beside], "x");
    },
  },
  {
    name: "a broadcast right after a join reaches the joiner",
    async body(t) {
      const peer = await t.settled();
      const { id } = peer.socket;
      for (let i = 0; i < 20; i++) {
        await perform(peer, "join", `${id} ${i}`);
        await perform(peer, "emit", { to: `${id} ${i}` }, "x", i);
        await perform(peer, "leave", `${id} ${i}`);
        await perform(peer, "emit", { to: `${id} ${i}` }, "x", "left");
      }
      await allGot([peer], "x", ...Array.from({ length: 20 }, (_, i) => [i]));
    },
  },
];
