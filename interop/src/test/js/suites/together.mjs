// Clients of all generations on one server, over all transports at once.
import assert from "node:assert/strict";
import { modes, versions } from "../lib/peer.mjs";
import { bytes, same } from "../lib/values.mjs";

const named = (peer) => `client ${peer.version} / ${peer.mode}`;

/** One client of each version over each transport. */
async function everybody(t, options = {}) {
  const { url } = await t.server([]);
  const dialled = versions.flatMap((version) => modes.map((mode) => t.settled({ version, mode, url, ...options })));
  return Promise.all(dialled);
}

async function eachSends(peers, event, x, receivers) {
  for (const sender of peers) {
    sender.emit(event, ...[x].flat());
    const expected = Array.isArray(x) ? x.at(-1) : x;
    await Promise.all(
      receivers(sender).map(async (peer) => {
        same(await peer.next(event), [expected], `${event} of ${named(sender)} to ${named(peer)}`);
      }),
    );
  }
}

/** No event may have come twice or to somebody that it was not meant for. */
async function nothingElse(peers, event, count) {
  await Promise.all(peers.map((peer) => peer.ask("message-with-ack")));
  for (const peer of peers) {
    assert.equal(peer.received.filter(([name]) => name === event).length, count, `${event} to ${named(peer)}`);
  }
}

const payloads = {
  text: { text: "plain", n: [1, 2.5, null, true] },
  binary: bytes(300),
  "nested binary": { deep: [bytes(10), { er: bytes(20, 2) }], empty: bytes(0) },
};

export function define(suite) {
  for (const [what, x] of Object.entries(payloads)) {
    suite.add(`all versions together / broadcast of ${what}`, async (t) => {
      const peers = await everybody(t);
      await eachSends(peers, "broadcast", x, () => peers);
      await nothingElse(peers, "broadcast", peers.length);
    }, { seconds: 20 });

    suite.add(`all versions together / ${what} to the others`, async (t) => {
      const peers = await everybody(t);
      await eachSends(peers, "others", x, (sender) => peers.filter((peer) => peer !== sender));
      await nothingElse(peers, "others", peers.length - 1);
    }, { seconds: 20 });

    suite.add(`all versions together / ${what} to a room`, async (t) => {
      const peers = await everybody(t);
      const members = peers.filter((_, i) => i % 2 === 0);
      await Promise.all(members.map((peer) => peer.ask("join", "half")));
      await eachSends(peers, "room", ["half", x], () => members);
      await nothingElse(members, "room", peers.length);
      await nothingElse(peers.filter((peer) => !members.includes(peer)), "room", 0);
    }, { seconds: 20 });
  }

  suite.add("all versions together / broadcast in a namespace", async (t) => {
    const peers = await everybody(t, { namespace: "/custom" });
    await eachSends(peers, "broadcast", { b: bytes(5) }, () => peers);
  }, { seconds: 20 });

  suite.add("all versions together / broadcast of unicode", async (t) => {
    // Clients before 2.0 can't read non-ASCII text over polling that isn't their own.
    const peers = (await everybody(t)).filter((peer) => peer.generation > 1 || peer.mode !== "polling");
    await Promise.all(peers.map((peer) => peer.ask("join", "readers")));
    await eachSends(peers, "room", ["readers", "äöü € 日本語 😀 a\u2028b \ud800"], () => peers);
  }, { seconds: 20 });
}
