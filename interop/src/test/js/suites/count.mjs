// 10,000 echoes for each version over each transport, counted.
import assert from "node:assert/strict";
import { modes, versions } from "../lib/peer.mjs";

const total = 10_000;
const underWay = 500;

/** Sends all numbers with never more than `underWay` unanswered; each must come back once and in order. */
function echoes(peer) {
  return new Promise((resolve, reject) => {
    let sent = 0;
    let answered = 0;
    const send = () => {
      while (sent < total && sent - answered < underWay) peer.emit("message", sent++, "ping");
    };
    peer.on("message-back", (n) => {
      if (n !== answered) reject(new Error(`number ${n} came, ${answered} was due`));
      answered++;
      if (answered === total) resolve();
      else if (sent - answered <= underWay / 2) send();
    });
    peer.on("disconnect", (reason) => reject(new Error(`disconnected after ${answered} echoes: ${reason}`)));
    send();
  });
}

export function define(suite) {
  for (const version of versions) {
    for (const mode of modes) {
      const count = async (t) => {
        const peer = await t.open();
        await echoes(peer);
        await peer.ask("message-with-ack");
        assert.equal(peer.received.filter(([name]) => name === "message-back").length, total);
      };
      suite.add(`client ${version} / ${mode} / 10,000 echoes`, count, { version, mode, seconds: 60 });
    }
  }
}
