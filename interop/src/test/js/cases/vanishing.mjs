// Clients that die or fall silent, each a process of its own.
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { same } from "../lib/values.mjs";
import { sessionEnds, sessionLives } from "../lib/sessions.mjs";

const program = fileURLToPath(new URL("../lib/lonely-client.mjs", import.meta.url));

/** A connected client in another process, and a way to end that process. */
async function lonely(t, url) {
  const child = fork(program, [t.version, t.mode, url], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const engineId = await new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code) => reject(new Error(`the client's process ended with ${code}`)));
  });
  return { child, engineId, on: { generation: t.generation, transport: t.mode === "polling" ? "polling" : "websocket" } };
}

export default [
  {
    name: "a client that falls silent is noticed by the heartbeat",
    async body(t) {
      const { url } = await t.server(["--ping-interval", "300", "--ping-timeout", "400"]);
      const { child, engineId, on } = await lonely(t, url);
      try {
        const bystander = await t.settled({ url });
        assert.equal(await sessionLives(url, engineId, on), true);
        child.kill("SIGSTOP");
        const millis = await sessionEnds(url, engineId, on, 3000);
        assert.ok(millis > 100, `given up after ${millis} ms, before a heartbeat was due`);
        assert.deepEqual(bystander.untaken("disconnect"), []);
        same(await bystander.ask("message-with-ack", 1), [1], "ack of the client beside it");
      } finally {
        child.kill("SIGKILL");
      }
    },
  },
  {
    name: "a client that dies is noticed at once",
    async body(t) {
      const url = await t.url();
      const { child, engineId, on } = await lonely(t, url);
      child.kill("SIGKILL");
      await sessionEnds(url, engineId, on, 2000);
    },
  },
];
