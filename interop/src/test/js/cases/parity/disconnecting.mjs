// How sockets end, as the server tells it and as the client hears it.
import assert from "node:assert/strict";
import { bytes, same } from "../../lib/values.mjs";
import { enter, info, perform, several, watch } from "../../lib/parity.mjs";

/** Ends a client in some way and compares the reasons; a second client watches it and must not be harmed. */
async function ends(t, { expected, heard, args = [], how }) {
  const { url } = await t.server(args);
  const observer = await t.settled({ url, mode: "websocket" });
  const leaver = await t.settled({ url });
  const { id } = leaver.socket;
  await perform(leaver, "join", "a room");
  const end = await watch(observer, leaver);
  await how({ leaver, observer, id });
  const { reason, disconnecting, disconnect } = await end();
  assert.match(reason, expected);
  same(disconnecting.rooms, ["a room", id].sort(), "rooms while disconnecting");
  assert.equal(disconnecting.connected, true);
  assert.deepEqual(disconnect, { connected: false, rooms: [], listed: false });
  if (heard) assert.match((await leaver.signal("disconnect"))[0], heard);
  same(await observer.ask("echo", 1), [1], "ack of the observer");
}

const reason = (name, { generations, transports, deviation, seconds, ...what }) => ({
  name: `reason: ${name}`,
  generations,
  transports,
  deviation,
  seconds,
  body: (t) => ends(t, what),
});

/** Sends a packet below Socket.IO. */
const below = ({ leaver }, text) => leaver.engine.write(text);

/** Sends what is no packet even of Engine.IO. */
const beneath = ({ leaver }, text) => leaver.engine.transport.ws.send(text);

/** One name when something was on its way to the client, another when nothing was. */
const forced = /^forced (server )?close$/;

/** Makes a client deaf to heartbeats. */
function fallSilent({ leaver }) {
  const { engine } = leaver;
  // It would also give up itself, at the same time.
  clearTimeout(engine._pingTimeoutTimer ?? engine.pingTimeoutTimer);
  engine._resetPingTimeout = engine.resetPingTimeout = () => {};
  if (leaver.generation < 3) {
    engine.ping = () => {};
    engine.off("heartbeat");
    clearTimeout(engine.pingIntervalTimer);
    return;
  }
  const name = engine._sendPacket ? "_sendPacket" : "sendPacket";
  const send = engine[name];
  engine[name] = (type, ...rest) => (type === "pong" ? undefined : send.call(engine, type, ...rest));
}

export default [
  reason("the client leaves the namespace", {
    expected: /^client namespace disconnect$/,
    heard: /^io client disconnect$/,
    how: ({ leaver }) => leaver.socket.disconnect(),
  }),
  reason("the server takes it off the namespace", {
    expected: /^server namespace disconnect$/,
    heard: /^io server disconnect$/,
    how: ({ observer, id }) => perform(observer, "as", id, "disconnect"),
  }),
  reason("the server closes the connection with its socket", {
    expected: /^server namespace disconnect$/,
    heard: /^io server disconnect$/,
    how: ({ observer, id }) => perform(observer, "as", id, "disconnect", true),
  }),
  reason("the server closes the connection", {
    expected: forced,
    heard: /^transport close$/,
    how: ({ observer, id }) => perform(observer, "as", id, "close-connection"),
  }),
  reason("the client closes the connection", {
    expected: /^transport close$/,
    how: ({ leaver }) => leaver.engine.close(),
  }),
  reason("the client does not answer heartbeats", {
    expected: /^ping timeout$/,
    args: ["--ping-interval", "200", "--ping-timeout", "150"],
    how: fallSilent,
  }),
  reason("a packet that is none", {
    expected: forced,
    heard: /^transport close$/,
    how: (end) => below(end, "2[not JSON"),
  }),
  reason("an unknown type of packet", {
    expected: forced,
    deviation: { 2: "takes no notice" },
    heard: /^transport close$/,
    how: (end) => below(end, "9"),
  }),
  reason("an event for a namespace that was not joined", {
    expected: forced,
    generations: [3, 4],
    heard: /^transport close$/,
    how: (end) => below(end, '2/other,["echo"]'),
  }),
  reason("a second CONNECT", {
    expected: forced,
    generations: [3, 4],
    heard: /^transport close$/,
    how: (end) => below(end, "0"),
  }),
  reason("a frame that is no packet of Engine.IO", {
    expected: /^parse error$/,
    transports: ["websocket"],
    how: (end) => beneath(end, "x"),
  }),
  reason("more attachments than are allowed", {
    expected: forced,
    heard: /^transport close$/,
    how: ({ leaver }) => leaver.emit("echo", Array.from({ length: 11 }, (_, i) => bytes(1, i + 1))),
  }),
  reason("a message that is too large", {
    expected: /^transport error$/,
    transports: ["websocket"],
    args: ["--max-payload", "10000"],
    heard: /^transport close$/,
    how: ({ leaver }) => leaver.emit("echo", "x".repeat(20_000)),
  }),
  {
    name: "an old client may speak to a namespace that it has not joined",
    generations: [1, 2],
    async body(t) {
      const peer = await t.settled();
      below({ leaver: peer }, '2/other,["echo"]');
      same(await peer.ask("echo", 1), [1], "ack");
    },
  },
  {
    name: "leaving one namespace of two",
    async body(t) {
      const [observer, root] = await several(t, 2);
      const other = await enter(t, root, "/other");
      const end = await watch(observer, other);
      other.socket.disconnect();
      assert.equal((await end()).reason, "client namespace disconnect");
      same(await root.ask("echo", 1), [1], "ack in the namespace that stays");
      assert.equal((await perform(root, "namespaces"))["/other"], 0);
    },
  },
  {
    name: "all namespaces end with the connection",
    async body(t) {
      const [observer, root] = await several(t, 2);
      const other = await enter(t, root, "/other");
      const ends = [await watch(observer, root), await watch(observer, other)];
      await perform(observer, "as", root.socket.id, "disconnect", true);
      for (const end of ends) assert.equal((await end()).reason, "server namespace disconnect");
      assert.equal((await root.signal("disconnect"))[0], "io server disconnect");
      assert.equal((await other.signal("disconnect"))[0], "io server disconnect");
    },
  },
  {
    name: "a disconnected socket joins and sends nothing more",
    async body(t) {
      const [observer, leaver] = await several(t, 2);
      const { id } = leaver.socket;
      await perform(observer, "join", "ghost");
      await perform(observer, "as", id, "disconnect-then");
      await leaver.signal("disconnect");
      await perform(observer, "emit", { to: "ghost" }, "x", 1);
      same(await observer.next("x"), [1], "who is in the room");
      assert.deepEqual(leaver.received.filter(([name]) => name !== "gone"), []);
      leaver.socket.connect();
      await leaver.join();
      same((await info(leaver)).rooms, [leaver.socket.id], "rooms after the return");
    },
  },
  {
    name: "closing the server lets clients come back",
    transports: ["websocket", "polling"],
    seconds: 15,
    async body(t) {
      const { url } = await t.server([]);
      const peer = await t.settled({ url, reconnection: true, reconnectionDelay: 5000 });
      peer.emit("do", "close-server", () => {});
      assert.match((await peer.signal("disconnect"))[0], /^transport (close|error)$/);
      assert.equal(peer.manager._reconnecting ?? peer.manager.reconnecting, true, "comes back by itself");
    },
  },
];
