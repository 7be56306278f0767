// Middlewares of namespaces.
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { same } from "../../lib/values.mjs";
import { enter, info, perform, refusal, saying, soFar } from "../../lib/parity.mjs";

const old = (t) => t.generation < 3;

export default [
  {
    name: "middlewares run in order",
    async body(t) {
      const chain = await enter(t, await t.open(), "/chain");
      assert.equal((await info(chain)).data.steps, "one two three");
    },
  },
  {
    name: "a refusal with data, and one without",
    async body(t) {
      const root = await t.open();
      const data = { code: 7, why: ["a", "b"] };
      same(await refusal(t, root, "/refusing"), old(t) ? data : { message: "no entry", data }, "with data");
      const plain = old(t) ? "no entry" : { message: "no entry", data: undefined };
      same(await refusal(t, root, "/refusing-plainly"), plain, "without data");
      same(await root.ask("echo", 1), [1], "ack in the namespace beside them");
    },
  },
  {
    name: "a middleware that throws refuses and tells nothing",
    deviation: { 2: "ends its process", 4: "ends its process" },
    async body(t) {
      const root = await t.open();
      const heard = JSON.stringify(await refusal(t, root, "/throwing"));
      assert.doesNotMatch(heard, /detail/);
      assert.match(heard, /\w/);
      assert.ok((await perform(root, "errors")).includes("MIDDLEWARE"), "the error hook was told");
    },
  },
  {
    name: "a middleware that never answers refuses after a while",
    deviation: { 2: "waits for ever", 4: "waits until the connect time-out at least" },
    async body(t) {
      const { url } = await t.server(["--middleware-timeout", "200"]);
      const root = await t.open({ url });
      const begin = performance.now();
      assert.match(JSON.stringify(await refusal(t, root, "/silent")), /\w/);
      assert.ok(performance.now() - begin > 150, "refused before its time");
      same(await root.ask("echo", 1), [1], "ack in the namespace beside it");
    },
  },
  {
    name: "no broadcast reaches a socket before its middlewares have said yes",
    deviation: { 2: "keeps it in its rooms meanwhile", 4: "keeps it in its rooms meanwhile" },
    async body(t) {
      const { url } = await t.server([]);
      const root = await t.settled({ url });
      const first = await enter(t, root, "/slow", { wait: "0" });
      assert.deepEqual(await first.next("from-middleware"), [false]);

      const other = await t.settled({ url });
      const slow = t.watch(other.of("/slow", saying(other, { wait: "300" })));
      await pause(100);
      await perform(root, "emit", { from: "/slow" }, "x", "to all");
      await perform(root, "emit", { from: "/slow", to: "early" }, "x", "to a room joined in the middleware");
      await slow.join();
      await perform(root, "emit", { from: "/slow", to: "early" }, "x", "afterwards");
      same(await slow.next("x"), ["afterwards"], "first broadcast");
      same(await soFar(first, "x"), [["to all"], ["to a room joined in the middleware"], ["afterwards"]], "who was in");
    },
  },
  {
    name: "what a middleware emits and joins",
    async body(t) {
      const slow = await enter(t, await t.settled(), "/slow", { wait: "20" });
      same(await slow.next("from-middleware"), [false], "emitted while not connected");
      const { connected, rooms } = await info(slow);
      assert.equal(connected, true);
      same([...rooms].sort(), ["early", slow.socket.id].sort(), "rooms");
    },
  },
  {
    name: "who leaves while a middleware decides is forgotten",
    transports: ["websocket", "polling"],
    async body(t) {
      const { url } = await t.server([]);
      const [observer, leaver] = [await t.settled({ url }), await t.settled({ url })];
      t.watch(leaver.of("/slow", saying(leaver, { wait: "250" })));
      await pause(60);
      leaver.close();
      await pause(300);
      assert.equal((await perform(observer, "namespaces"))["/slow"], 0);
    },
  },
  {
    name: "an unknown namespace",
    async body(t) {
      const expected = old(t) ? "Invalid namespace" : { message: "Invalid namespace", data: undefined };
      same(await refusal(t, await t.open(), "/nowhere"), expected, "refusal");
    },
  },
  {
    name: "who joins no namespace is closed",
    generations: [3, 4],
    async body(t) {
      const { url } = await t.server(["--connect-timeout", "1000"]);
      const stays = await t.open({ url });
      const waits = await t.dial({ url, namespace: "/silent" });
      assert.equal(await new Promise((resolve) => waits.manager.once("close", resolve)), "transport close");
      same(await stays.ask("echo", 1), [1], "ack of who has joined one");
    },
  },
];
