// node recovering.mjs <url>
// One official client behind a proxy that a line on the standard input cuts or silences; a line for each thing it sees.
import { connect, createServer } from "node:net";
import { createInterface } from "node:readline";
import { io } from "socket.io-client-4";

const target = new URL(process.argv[2]);
const open = new Set();
let refusing = false;

const proxy = createServer((near) => {
  if (refusing) return near.destroy();
  const far = connect(Number(target.port), target.hostname);
  const link = { near, far, silent: false };
  open.add(link);
  near.on("data", (data) => link.silent || far.write(data));
  far.on("data", (data) => link.silent || near.write(data));
  near.on("error", () => {});
  far.on("error", () => {});
  near.on("close", () => link.silent || far.destroy());
  far.on("close", () => near.destroy());
});
await new Promise((done) => proxy.listen(0, "127.0.0.1", done));

const say = (...words) => console.log(JSON.stringify(words));
const socket = io(`http://127.0.0.1:${proxy.address().port}`, {
  transports: ["websocket"],
  reconnectionDelay: 20,
  reconnectionDelayMax: 50,
});
socket.on("connect", () => say("connect", socket.recovered, socket.id));
socket.on("n", (n) => say("n", n));
socket.on("disconnect", () => say("disconnect"));

createInterface({ input: process.stdin }).on("line", (line) => {
  if (line === "cut") {
    // Both sides learn it; the client can't come back for now.
    refusing = true;
    open.forEach((link) => [link.near, link.far].forEach((end) => end.destroy()));
    open.clear();
  } else if (line === "silence") {
    // The server is not told.
    open.forEach((link) => {
      link.silent = true;
      link.near.destroy();
    });
    open.clear();
  } else if (line === "serve") {
    refusing = false;
  }
}).on("close", () => process.exit(0));
