// Handlers that throw, block or never return disturb nobody else.
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { same } from "../../lib/values.mjs";
import { perform, several } from "../../lib/parity.mjs";

const fast = ["--ping-interval", "400", "--ping-timeout", "2000"];

/** Asks for echoes until the time has come; returns how long the slowest took, in milliseconds. */
async function slowestEcho(peer, until) {
  let slowest = 0;
  for (let i = 0; performance.now() < until; i++) {
    const begin = performance.now();
    same(await peer.ask("echo", i), [i], "echo");
    slowest = Math.max(slowest, performance.now() - begin);
    await pause(20);
  }
  return slowest;
}

const calm = (peers) => peers.forEach((peer) => assert.deepEqual(peer.untaken("disconnect"), []));

/** A client each whose handler throws, blocks, and never returns, and two that others must not notice. */
async function disturb(t, millis) {
  const [throws, blocks, hangs, one, two] = await several(t, 5, { args: fast });
  const begin = performance.now();
  for (let i = 0; i < 50; i++) throws.emit("throw");
  blocks.emit("block", millis);
  const late = blocks.askWithin(millis + 5000, "echo", "behind it");
  hangs.emit("block-for-ever");
  hangs.emit("echo", "never looked at");
  const slowest = Math.max(...(await Promise.all([one, two, throws].map((peer) => slowestEcho(peer, begin + millis)))));
  assert.ok(slowest < 1000, `an echo took ${Math.round(slowest)} ms`);
  same(await late, ["behind it"], "ack behind the handler that blocked");
  assert.ok(performance.now() - begin >= millis, "its handler had not blocked");
  await perform(one, "emit", {}, "x", "for all");
  for (const peer of [one, two, throws, blocks, hangs]) same(await peer.next("x"), ["for all"], "broadcast");
  calm([throws, blocks, hangs, one, two]);
  assert.ok((await perform(one, "errors")).filter((kind) => kind === "EVENT_HANDLER").length >= 50);
}

const deviation = { 2: "runs all handlers on one thread", 4: "runs all handlers on one thread" };

export default [
  {
    name: "handlers that throw, block or never return disturb nobody",
    deviation,
    generations: [2],
    body: (t) => disturb(t, 1500),
  },
  {
    name: "handlers that throw, block for ten seconds or never return disturb nobody",
    deviation,
    generations: [4],
    transports: ["websocket"],
    seconds: 25,
    body: (t) => disturb(t, 10_000),
  },
];
