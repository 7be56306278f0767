// Namespaces that clients make by asking for them.
import assert from "node:assert/strict";
import { same } from "../../lib/values.mjs";
import { allGot, enter, eventually, info, perform, refusal, several } from "../../lib/parity.mjs";

const invalid = (t) => (t.generation < 3 ? "Invalid namespace" : { message: "Invalid namespace", data: undefined });

export default [
  {
    name: "namespaces by a pattern",
    async body(t) {
      const [root, other] = await several(t, 2);
      const one = await enter(t, root, "/room-1");
      const two = await enter(t, root, "/room-2");
      const oneToo = await enter(t, other, "/room-1");
      assert.equal((await info(one)).namespace, "/room-1");
      assert.equal((await info(one)).data.parent, "rooms");
      await perform(one, "emit", {}, "x", "in room 1");
      await allGot([one, oneToo], "x", ["in room 1"]);
      await allGot([two], "x");
      same(await refusal(t, root, "/rooms"), invalid(t), "a name that does not match");
      const { "/room-1": first, "/room-2": second, ...rest } = await perform(root, "namespaces");
      same([first, second], [2, 1], "sockets of the children");
      assert.ok(!Object.keys(rest).some((name) => name.startsWith("/_")), "parents are no namespaces");
    },
  },
  {
    name: "a child inherits middlewares",
    async body(t) {
      const root = await t.open();
      const expected = t.generation < 3 ? "banned" : { message: "banned", data: undefined };
      same(await refusal(t, root, "/room-3", { banned: "yes" }), expected, "refusal");
      await enter(t, root, "/room-4", { banned: "no" });
    },
  },
  {
    name: "the first parent that says yes gets the child",
    transports: ["websocket"],
    async body(t) {
      const root = await t.open();
      assert.equal((await info(await enter(t, root, "/room-5"))).data.parent, "rooms");
      assert.equal((await info(await enter(t, root, "/room-five"))).data.parent, "words");
    },
  },
  {
    name: "an asynchronous matcher sees what the client said",
    // What 2.x says is said to the namespace, and the matcher of 2.5 sees it too.
    async body(t) {
      const root = await t.open();
      const tenant = await enter(t, root, "/tenant-acme", { tenant: "acme" });
      assert.equal((await info(tenant)).data.parent, "tenants");
      same(await refusal(t, root, "/tenant-other", { tenant: "acme" }), invalid(t), "another one's name");
    },
  },
  {
    name: "two who ask at once for a new namespace share it",
    async body(t) {
      const [a, b] = await several(t, 2);
      const said = { tenant: "shared" };
      const [one, two] = await Promise.all([a, b].map((root) => enter(t, root, "/tenant-shared", said)));
      await perform(one, "emit", {}, "x", 1);
      await allGot([one, two], "x", [1]);
      assert.equal((await perform(a, "namespaces"))["/tenant-shared"], 2);
    },
  },
  {
    name: "a matcher that fails says no",
    transports: ["websocket"],
    async body(t) {
      const root = await t.open();
      same(await refusal(t, root, "/broken-1"), invalid(t), "refusal");
      same(await root.ask("echo", 1), [1], "ack");
    },
  },
  {
    name: "what is emitted to a parent reaches all children",
    async body(t) {
      const [root] = await several(t, 1);
      const [one, two] = [await enter(t, root, "/room-1"), await enter(t, root, "/room-2")];
      const word = await enter(t, root, "/room-word");
      await perform(one, "join", "inner");
      await perform(root, "emit", { from: "parent rooms" }, "x", "all");
      await perform(root, "emit", { from: "parent rooms", to: "inner" }, "x", "inner");
      await allGot([one], "x", ["all"], ["inner"]);
      await allGot([two], "x", ["all"]);
      await allGot([word, root], "x");
    },
  },
  {
    name: "new namespaces are announced",
    transports: ["websocket"],
    deviation: { 2: "has no such event" },
    async body(t) {
      const [root] = await several(t, 1);
      await enter(t, root, "/room-77");
      await enter(t, root, "/other");
      await perform(root, "create", "made-later");
      await eventually("announced", async () => (await perform(root, "created")).includes("/made-later"));
      const created = await perform(root, "created");
      same(created.filter((name) => name === "/room-77"), ["/room-77"], "announced once");
      assert.ok(created.includes("/other"), "one that the application made");
      await enter(t, root, "/made-later");
    },
  },
  {
    name: "a name that a pattern matches makes a child of it",
    transports: ["websocket"],
    deviation: { 2: "makes one of its own" },
    async body(t) {
      const [root] = await several(t, 1);
      assert.equal(await perform(root, "create", "/room-88"), "/room-88");
      assert.equal((await info(await enter(t, root, "/room-88"))).data.parent, "rooms");
    },
  },
  {
    name: "an empty child is forgotten, if that is wanted",
    transports: ["websocket"],
    deviation: { 2: "keeps them all" },
    async body(t) {
      const [root] = await several(t, 1, { args: ["--cleanup", "true"] });
      const one = await enter(t, root, "/room-1");
      one.socket.disconnect();
      await eventually("forgotten", async () => !("/room-1" in (await perform(root, "namespaces"))));
      await refusal(t, root, "/room-2", { banned: "yes" });
      await eventually("forgotten when refused", async () => !("/room-2" in (await perform(root, "namespaces"))));
      one.socket.connect();
      await one.join();
      same(await one.ask("echo", 1), [1], "ack after the return");
      const created = await perform(root, "created");
      assert.equal(created.filter((name) => name === "/room-1").length, 2, "made twice");
    },
  },
  {
    name: "an empty child stays, if nothing else is said",
    transports: ["websocket"],
    async body(t) {
      const [root] = await several(t, 1);
      const one = await enter(t, root, "/room-1");
      one.socket.disconnect();
      await eventually("empty", async () => (await perform(root, "namespaces"))["/room-1"] === 0);
    },
  },
];
