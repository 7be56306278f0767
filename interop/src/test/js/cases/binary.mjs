import { bytes, same } from "../lib/values.mjs";

async function echoed(t, ...args) {
  const peer = await t.open();
  peer.emit("message", ...args);
  same(await peer.next("message-back"), args, "event");
  same(await peer.ask("message-with-ack", ...args), args, "ack");
  // Text must still pass: no attachment may be left over.
  same(await peer.ask("message-with-ack", "after"), ["after"], "ack of text after binary");
  return peer;
}

const everyByte = Buffer.from(Array.from({ length: 256 }, (_, i) => i));

export default [
  { name: "binary", body: (t) => echoed(t, everyByte) },
  { name: "binary empty", body: (t) => echoed(t, Buffer.alloc(0), "beside", Buffer.alloc(0)) },
  { name: "binary several", body: (t) => echoed(t, bytes(3), "a", bytes(1, 2), { b: 1 }, bytes(126, 3), bytes(65536, 4)) },
  {
    name: "binary nested",
    body: (t) => echoed(t, { a: [1, { b: bytes(5) }], c: bytes(6, 2) }, [[bytes(7, 3)], null], { z: { y: { x: bytes(8, 4) } } }),
  },
  { name: "binary ten attachments", body: (t) => echoed(t, Array.from({ length: 10 }, (_, i) => bytes(10, i + 1))) },
  { name: "binary the same bytes twice", body: (t) => { const one = bytes(9); return echoed(t, one, { one }); } },
  { name: "binary of 300,000 bytes", body: (t) => echoed(t, bytes(300_000)) },
  {
    name: "binary views and array buffers",
    generations: [3, 4],
    async body(t) {
      const buffer = new Uint8Array(bytes(64)).buffer;
      const peer = await t.open();
      const sent = [buffer, new Uint8Array(buffer, 8, 16)];
      same(await peer.ask("message-with-ack", ...sent), sent, "ack");
    },
  },
  {
    name: "something that looks like a placeholder",
    async body(t) {
      const peer = await t.open();
      const lookalike = { _placeholder: true, num: 0 };
      same(await peer.ask("message-with-ack", lookalike), [lookalike], "ack");
    },
  },
  {
    name: "binary as base64",
    async body(t) {
      const peer = await t.open({ forceBase64: true });
      const args = [everyByte, { nested: [bytes(1), bytes(2), bytes(0)] }];
      peer.emit("message", ...args);
      same(await peer.next("message-back"), args, "event");
      same(await peer.ask("message-with-ack", ...args), args, "ack");
    },
  },
];
