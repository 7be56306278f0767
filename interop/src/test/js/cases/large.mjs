import assert from "node:assert/strict";
import { bytes, same } from "../lib/values.mjs";

const limit = 100_000;
const limited = (t) => t.server(["--max-payload", String(limit)]);

/** The longest text whose event fits into one request or one message of `limit` bytes. */
function longestText(t) {
  const packet = '420["message-with-ack",""]'.length;
  const prefixOfOldPolling = t.mode === "websocket" || t.generation > 2 ? 0 : `${limit}:`.length;
  return "x".repeat(limit - packet - prefixOfOldPolling);
}

export default [
  {
    name: "a message as large as the limit",
    transports: ["polling", "websocket"],
    async body(t) {
      const { url } = await limited(t);
      const peer = await t.open({ url });
      const text = longestText(t);
      same(await peer.ask("message-with-ack", text), [text], "ack");
    },
  },
  {
    name: "large binary near the limit",
    async body(t) {
      const { url } = await limited(t);
      const peer = await t.settled({ url });
      // Base64 makes four characters of three bytes; the rest of the request is small.
      const binary = bytes(t.mode === "polling" ? Math.floor((limit - 500) * 0.75) : limit - 10);
      same(await peer.ask("message-with-ack", binary), [binary], "ack");
    },
  },
  {
    name: "many messages that are larger than the limit together",
    generations: [3, 4],
    async body(t) {
      const { url } = await limited(t);
      const peer = await t.open({ url });
      // Version 3 doesn't divide what it sends by polling, so it waits for each answer there.
      const parts = Array.from({ length: 8 }, (_, i) => String(i).repeat(40_000));
      if (t.generation === 3) for (const part of parts) same(await peer.ask("message-with-ack", part), [part], "ack");
      const answers = t.generation === 4 ? await Promise.all(parts.map((part) => peer.ask("message-with-ack", part))) : [];
      answers.forEach((answer, i) => same(answer, [parts[i]], `ack ${i}`));
    },
  },
  {
    name: "a message above the limit ends its own connection only",
    deviation: { 2: "cuts the connection without an answer, and which end the client notices first is chance" },
    async body(t) {
      const { url } = await limited(t);
      const [bystander, peer] = [await t.settled({ url }), await t.settled({ url })];
      peer.emit("message", longestText(t) + "x".repeat(200));
      const [reason] = await peer.signal("disconnect");
      assert.equal(reason, t.mode === "polling" ? "transport error" : "transport close");
      same(await bystander.ask("message-with-ack", 1), [1], "ack of the client beside it");
      assert.equal(bystander.received.filter(([name]) => name === "auth").length, 1);
      same(await (await t.open({ url })).ask("message-with-ack", 2), [2], "ack of the next client");
    },
  },
  {
    name: "binary above the limit ends its own connection only",
    deviation: { 2: "as above" },
    async body(t) {
      const { url } = await limited(t);
      const [bystander, peer] = [await t.settled({ url }), await t.settled({ url })];
      peer.emit("message", bytes(limit + 500));
      const [reason] = await peer.signal("disconnect");
      assert.equal(reason, t.mode === "polling" ? "transport error" : "transport close");
      same(await bystander.ask("message-with-ack", bytes(3)), [bytes(3)], "ack of the client beside it");
    },
  },
  {
    name: "900,000 bytes with the default limit",
    seconds: 20,
    async body(t) {
      const peer = await t.settled();
      const text = t.generation === 1 ? "u".repeat(880_000) : "ü".repeat(440_000);
      same(await peer.askWithin(10_000, "message-with-ack", text), [text], "ack of text");
      const binary = bytes(600_000);
      same(await peer.askWithin(10_000, "message-with-ack", binary), [binary], "ack of binary");
    },
  },
];
