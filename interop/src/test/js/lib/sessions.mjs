// Looking at a session from outside, without touching it.
import { setTimeout as pause } from "node:timers/promises";

/**
 * Asks for the session over the transport that it isn't on: a session that lives answers with another code than one that
 * is gone, and is not harmed.
 */
async function lives(url, engineId, { generation, transport }) {
  const eio = generation < 3 ? 3 : 4;
  const other = transport === "polling" ? "websocket" : "polling";
  const answer = await fetch(`${url}/socket.io/?EIO=${eio}&transport=${other}&sid=${engineId}`);
  const body = await answer.text();
  if (answer.status !== 400) throw new Error(`the question for a session was answered with ${answer.status} ${body}`);
  return JSON.parse(body).code !== 1;
}

/** Waits until the server knows the session no more. `on` tells the generation and the transport of its client. */
export async function sessionEnds(url, engineId, on, millis) {
  const known = { generation: on.generation, transport: on.transport };
  const start = performance.now();
  while (await lives(url, engineId, known)) {
    if (performance.now() - start > millis) throw new Error(`the server still knows the session after ${millis} ms`);
    await pause(20);
  }
  return performance.now() - start;
}

export async function sessionLives(url, engineId, on) {
  return lives(url, engineId, on);
}
