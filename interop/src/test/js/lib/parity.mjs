// Words for the cases in cases/parity: what the server of these cases can be asked to do, and what clients then see.
import assert from "node:assert/strict";
import { same } from "./values.mjs";

/** Has the server do something for a client's socket, or for another one by { as: id }; resolves to the result. */
export async function perform(peer, operation, ...args) {
  const [error, result] = await peer.ask("do", operation, ...args);
  if (error) throw new Error(`${operation}: ${error}`);
  return result;
}

/** What the server says of a client's socket. */
export const info = (peer) => perform(peer, "info");

/** All events of that name that a peer got before a round trip of its own. */
export async function soFar(peer, name) {
  await peer.ask("echo");
  return peer.received.filter(([other]) => other === name).map(([, ...args]) => args);
}

/** Each peer got exactly these events of that name, in that order. */
export async function allGot(peers, name, ...expected) {
  for (const [i, peer] of peers.entries()) same(await soFar(peer, name), expected, `${name} at client ${i}`);
}

/** Several clients on a server of their own. */
export async function several(t, count, { args = [], ...options } = {}) {
  const { url } = await t.server(args);
  const peers = await Promise.all(Array.from({ length: count }, () => t.settled({ url, ...options })));
  return peers;
}

/** How a client says something when it connects: by auth, or where there is none by the query of the namespace. */
export function saying(peerOrContext, values) {
  return peerOrContext.generation < 3 ? { query: String(new URLSearchParams(values)) } : { auth: values };
}

/** Joins a namespace on the connection of another client, or fails with `refused`, the error as the client hears it. */
export function enter(t, root, namespace, values = {}) {
  return t.watch(root.of(namespace, saying(root, values))).join();
}

/** How a client hears that a namespace refused it: { message, data }, or what 2.x gets instead. */
export async function refusal(t, root, namespace, values = {}) {
  const peer = t.watch(root.of(namespace, saying(root, values)));
  if (root.generation < 3) return (await peer.signal("error"))[0];
  const [problem] = await peer.signal("connect_error");
  return { message: problem.message, data: problem.data };
}

/** Lets one client learn how the socket of another one ends. */
export async function watch(observer, peer) {
  await perform(observer, "join", `watch:${peer.socket.id}`);
  return async () => {
    const [end] = await observer.next("gone");
    for (const state of [end.disconnecting, end.disconnect]) state.rooms.sort();
    return end;
  };
}

/** Waits until something that has to come true does. */
export async function eventually(what, probe, millis = 3000) {
  const end = performance.now() + millis;
  for (;;) {
    const value = await probe();
    if (value) return value;
    assert.ok(performance.now() < end, `${what}: not so after ${millis} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

let numbers = 0;

/** A name that no other case uses, so that cases may share a server. */
export const unique = (what) => `${what}-${++numbers}`;
