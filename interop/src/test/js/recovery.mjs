// node recovery.mjs <url> <polling|websocket|upgrade> <clients> <events> <kills>
// Clients behind a proxy that cuts all connections several times while numbered events come; prints what they saw.
import { connect, createServer } from "node:net";
import { io } from "socket.io-client-4";

const [url, mode, clients, events, kills] = [process.argv[2], process.argv[3], ...process.argv.slice(4).map(Number)];
const target = new URL(url);
const open = new Set();

let cutting = false;

const proxy = createServer((near) => {
  if (cutting) {
    near.destroy();
    return;
  }
  const far = connect(Number(target.port), target.hostname);
  for (const [one, other] of [[near, far], [far, near]]) {
    open.add(one);
    one.pipe(other);
    one.on("error", () => other.destroy());
    one.on("close", () => {
      open.delete(one);
      other.destroy();
    });
  }
});
await new Promise((done) => proxy.listen(0, "127.0.0.1", done));

const seen = { missing: 0, doubled: 0, disordered: 0, recovered: 0, fresh: 0, cuts: 0 };
const transports = { polling: ["polling"], websocket: ["websocket"], upgrade: ["polling", "websocket"] }[mode];
let furthest = 0;
let connected = 0;
// Not before the server has been told that all are there: a cut could take that with it.
let begun = false;

const finished = Array.from({ length: clients }, () => new Promise((done) => {
  let last = 0;
  let times = 0;
  const socket = io(`http://127.0.0.1:${proxy.address().port}`, {
    transports,
    forceNew: true,
    reconnectionDelay: 20,
    reconnectionDelayMax: 100,
  });
  socket.on("connect", () => {
    if (++times > 1) seen[socket.recovered ? "recovered" : "fresh"]++;
    else if (++connected === clients) socket.emit("ready", () => (begun = true));
  });
  socket.on("n", (n) => {
    if (n === last + 1) last = n;
    else if (n === last) seen.doubled++;
    else if (n > last) {
      seen.missing += n - last - 1;
      last = n;
    } else seen.disordered++;
    furthest = Math.max(furthest, n);
    if (n === events) done(socket);
  });
}));

const cutter = setInterval(() => {
  if (!begun || seen.cuts === kills || furthest === events) return;
  seen.cuts++;
  // For a while, so that clients that poll are hit between two polls, too.
  cutting = true;
  setTimeout(() => (cutting = false), 200);
  open.forEach((socket) => socket.destroy());
}, 1000);

const stuck = setTimeout(() => {
  console.log(JSON.stringify({ ...seen, problem: `not all clients got the last event; the furthest saw ${furthest}` }));
  process.exit(1);
}, 45_000);
const sockets = await Promise.all(finished);
clearInterval(cutter);
clearTimeout(stuck);
sockets.forEach((socket) => socket.disconnect());
console.log(JSON.stringify(seen));
process.exit(0);
