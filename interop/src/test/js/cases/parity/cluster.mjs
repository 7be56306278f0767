// Operations on many sockets at once: on one node, and on two that are one cluster.
import assert from "node:assert/strict";
import { bytes, same } from "../../lib/values.mjs";
import { allGot, enter, eventually, info, perform, watch } from "../../lib/parity.mjs";

const deviation = { 2: "has no such operation" };
const sorted = (list) => [...list].sort();
const byId = (list) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));

/** So many clients on each of so many nodes; the first of each node come first. */
async function spread(t, nodes, each) {
  const { url } = await t.server(["--nodes", String(nodes)]);
  const first = await t.settled({ url });
  const urls = await perform(first, "nodes");
  assert.equal(urls.length, nodes);
  const peers = [];
  for (let i = 0; i < each; i++) {
    for (const one of urls) peers.push(peers.length === 0 ? first : await t.settled({ url: one }));
  }
  return peers;
}

/** Lets clients answer a question with a label of their own. */
function answering(peers) {
  for (const [i, peer] of peers.entries()) peer.on("question", (...args) => args.pop()(`peer ${i}`, "not looked at"));
}

/** Each of these runs on one node, and on two. */
const operations = [
  {
    name: "broadcasts, with rooms and exceptions",
    async body(t, nodes) {
      const peers = await spread(t, nodes, 2);
      const [a, b, c, d] = nodes === 1 ? [...peers, undefined, undefined] : peers;
      const all = [a, b, c, d].filter(Boolean);
      await perform(b, "join", "room");
      await perform(a, "emit", {}, "x", "all", bytes(3));
      await perform(a, "emit", { to: "room" }, "x", "room");
      await perform(a, "emit", { except: "room" }, "x", "others");
      await perform(a, "emit", { to: [a.socket.id, b.socket.id] }, "x", "two");
      await eventually("received", () => b.received.filter(([name]) => name === "x").length === 3);
      const rest = all.filter((peer) => peer !== a && peer !== b);
      await allGot([a], "x", ["all", bytes(3)], ["others"], ["two"]);
      await allGot([b], "x", ["all", bytes(3)], ["room"], ["two"]);
      await allGot(rest, "x", ["all", bytes(3)], ["others"]);
    },
  },
  {
    name: "acknowledgements of all receivers",
    async body(t, nodes) {
      const peers = await spread(t, nodes, 2);
      answering(peers);
      const { timedOut, responses, ids } = await perform(peers[0], "gather", {}, 3000, "question", 1);
      assert.equal(timedOut, false);
      same(sorted(responses), peers.map((_, i) => `peer ${i}`), "responses");
      if (!t.official) same(sorted(ids), sorted(peers.map((peer) => peer.socket.id)), "ids of those who answered");
    },
  },
  {
    name: "acknowledgements of some receivers only",
    async body(t, nodes) {
      const peers = await spread(t, nodes, 2);
      answering(peers.slice(1));
      const { timedOut, responses, missing } = await perform(peers[0], "gather", {}, 300, "question");
      assert.equal(timedOut, true);
      same(sorted(responses), peers.slice(1).map((_, i) => `peer ${i}`), "responses");
      if (!t.official) assert.equal(missing, 1);
      const none = await perform(peers[0], "gather", { to: "nobody" }, 3000, "question");
      same([none.timedOut, none.responses], [false, []], "of nobody");
    },
  },
  {
    name: "who goes is no longer waited for",
    deviation: { ...deviation, 4: "waits until the time is up" },
    async body(t, nodes) {
      const peers = await spread(t, nodes, 2);
      answering(peers.slice(0, -1));
      peers.at(-1).on("question", () => peers.at(-1).socket.disconnect());
      const begin = performance.now();
      const { timedOut, missing } = await perform(peers[0], "gather", {}, 4000, "question");
      assert.deepEqual([timedOut, missing], [false, 1]);
      assert.ok(performance.now() - begin < 2500, "it took until the time was up");
    },
  },
  {
    name: "the sockets that there are",
    async body(t, nodes) {
      const peers = await spread(t, nodes, 2);
      const last = peers.at(-1);
      await perform(last, "join", ["r1", "r2"]);
      await perform(last, "data", "user", { name: "ü" });
      // The base of the official cluster adapters counts its own sockets only.
      if (!t.official) same(sorted(await perform(peers[0], "ids", {})), sorted(peers.map((peer) => peer.socket.id)), "ids");
      const all = await perform(peers[0], "fetch", {});
      same(byId(all).map(({ id }) => id), sorted(peers.map((peer) => peer.socket.id)), "all");
      const [found, ...more] = await perform(peers[0], "fetch", { to: ["r1", "r2"] });
      same(more, [], "only one");
      same([found.id, sorted(found.rooms)], [last.socket.id, sorted([last.socket.id, "r1", "r2"])], "rooms");
      same(found.data, { user: { name: "ü" } }, "data");
      const local = await perform(peers[0], "fetch", { local: true });
      assert.equal(local.length, 2);
      same(await perform(peers[0], "fetch", { to: "nobody" }), [], "none");
    },
  },
  {
    name: "joining and leaving for others",
    async body(t, nodes) {
      const peers = await spread(t, nodes, 2);
      const [first, last] = [peers[0], peers.at(-1)];
      await perform(first, "sockets-join", {}, ["everybody", "also"]);
      await perform(first, "sockets-join", { to: last.socket.id }, "only");
      await perform(first, "sockets-leave", {}, "also");
      const rooms = async (peer) => (await info(peer)).rooms;
      await eventually("in the rooms", async () => (await rooms(last)).length === 3);
      same(sorted(await rooms(last)), sorted([last.socket.id, "everybody", "only"]), "last");
      same(sorted(await rooms(first)), sorted([first.socket.id, "everybody"]), "first");
    },
  },
  {
    name: "disconnecting others",
    async body(t, nodes) {
      const peers = await spread(t, nodes, 2);
      const [first, last] = [peers[0], peers.at(-1)];
      const other = await enter(t, last, "/other");
      await perform(first, "disconnect-sockets", { to: last.socket.id }, false);
      assert.equal((await last.signal("disconnect"))[0], "io server disconnect");
      same(await other.ask("echo", 1), [1], "the other namespace stays");
      if (t.generation < 3) {
        // Without another connection a client of 2.x never gets back into the main namespace.
        await perform(first, "disconnect-sockets", { from: "/other" }, true);
      } else {
        last.socket.connect();
        await last.join();
        await perform(first, "disconnect-sockets", { except: first.socket.id }, true);
        assert.equal((await last.signal("disconnect"))[0], "io server disconnect");
      }
      assert.equal((await other.signal("disconnect"))[0], "io server disconnect");
      same(await first.ask("echo", 1), [1], "who is excepted stays");
    },
  },
  {
    name: "one socket, wherever it is",
    async body(t, nodes) {
      const peers = await spread(t, nodes, 1 + (nodes === 1));
      const [first, last] = [peers[0], peers.at(-1)];
      const { id } = last.socket;
      answering([last]);
      await perform(first, "remote", id, "emit", "x", 1, bytes(2));
      same(await last.next("x"), [1, bytes(2)], "event");
      assert.equal(await perform(first, "remote", id, "ask", "question", 1), "peer 0");
      await perform(first, "remote", id, "join", "a room");
      await eventually("joined", async () => (await info(last)).rooms.includes("a room"));
      await perform(first, "remote", id, "leave", "a room");
      await eventually("left", async () => !(await info(last)).rooms.includes("a room"));
      const end = await watch(first, last);
      await perform(first, "remote", id, "disconnect", true);
      assert.equal((await last.signal("disconnect"))[0], "io server disconnect");
      // The node of the socket tells it, by a broadcast of its own.
      assert.equal((await end()).reason, "server namespace disconnect");
    },
  },
];

export default [
  ...[1, 2].flatMap((nodes) =>
    operations.map(({ name, body, ...rest }) => ({
      deviation,
      ...rest,
      transports: nodes === 1 ? ["websocket"] : ["polling", "websocket"],
      name: `on ${nodes === 1 ? "one node" : "two nodes"}: ${name}`,
      body: (t) => body(t, nodes),
    })),
  ),
  {
    name: "on two nodes: events between the servers",
    deviation,
    transports: ["websocket"],
    async body(t) {
      const [first, second] = await spread(t, 2, 1);
      await perform(first, "server-side", { from: "client" }, 2);
      await eventually("heard", async () => (await perform(second, "heard")).length === 1);
      same(await perform(second, "heard"), [[{ from: "client" }, 2]], "heard by the other");
      same(await perform(first, "heard"), [], "not by itself");
      const { timedOut, responses } = await perform(first, "server-side-ask", "question");
      same([timedOut, responses], [false, ["node 1"]], "answers");
    },
  },
  {
    name: "on one node: nobody else answers",
    deviation: { ...deviation, 4: "never answers" },
    transports: ["websocket"],
    async body(t) {
      const [peer] = await spread(t, 1, 1);
      const { timedOut, responses } = await perform(peer, "server-side-ask", "question");
      same([timedOut, responses], [false, []], "answers");
    },
  },
  {
    name: "on two nodes: a broadcast that is local stays on its node",
    deviation,
    transports: ["websocket"],
    async body(t) {
      const [first, second] = await spread(t, 2, 1);
      await perform(first, "emit", { local: true }, "x", "local");
      await perform(first, "emit", {}, "x", "all");
      same(await second.next("x"), ["all"], "the other");
      await allGot([first], "x", ["local"], ["all"]);
    },
  },
  {
    name: "on one node: what is asked of a parent reaches all children",
    deviation: { ...deviation, 4: "drops it silently" },
    transports: ["websocket"],
    async body(t) {
      const [root] = await spread(t, 1, 1);
      const children = [await enter(t, root, "/room-1"), await enter(t, root, "/room-2")];
      answering(children);
      const from = { from: "parent rooms" };
      const { responses } = await perform(root, "gather", from, 3000, "question");
      same(sorted(responses), ["peer 0", "peer 1"], "acknowledgements");
      await perform(root, "sockets-join", from, "joined");
      for (const child of children) assert.ok((await info(child)).rooms.includes("joined"));
      const found = await perform(root, "fetch", { ...from, to: "joined" });
      same(byId(found).map(({ id }) => id), sorted(children.map((child) => child.socket.id)), "sockets");
      await perform(root, "disconnect-sockets", from, false);
      for (const child of children) assert.equal((await child.signal("disconnect"))[0], "io server disconnect");
    },
  },
];
