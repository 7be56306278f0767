// Many official clients in one Node process: what they weigh, and how many echoes a second of their processor time makes.
// node --expose-gc clients.mjs <url> <clients> <busy clients> <in flight> <seconds>
import { readFileSync } from "node:fs";
import { io } from "socket.io-client";

const GROUP = 200;
const SETTLING = 5_000;
const IDLE = 10_000;
const WARM_UP = 5_000;

const [url, ...numbers] = process.argv.slice(2);
const [clients, busy, inFlight, seconds] = numbers.map(Number);

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const status = (field) => Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(readFileSync("/proc/self/status", "utf8"))[1]);
const processorSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const resident = () => {
  for (let i = 0; i < 3; i++) globalThis.gc?.();
  return status("VmRSS") * 1024;
};
const joined = (socket) => new Promise((resolve, reject) => socket.on("connect", resolve).on("connect_error", reject));

async function connect() {
  const sockets = [];
  while (sockets.length < clients) {
    const group = Array.from({ length: Math.min(GROUP, clients - sockets.length) }, () =>
      io(url, { transports: ["websocket"], forceNew: true }),
    );
    await Promise.all(group.map(joined));
    sockets.push(...group);
  }
  return sockets;
}

const before = resident();
const begun = performance.now();
const sockets = await connect();
const connectSeconds = (performance.now() - begun) / 1000;
await pause(SETTLING);
const bytesPerClient = (resident() - before) / clients;
const idleFrom = processorSeconds();
await pause(IDLE);
const idleCores = (processorSeconds() - idleFrom) / (IDLE / 1000);

let echoes = 0;
const payload = "x".repeat(16);
for (const socket of sockets.slice(0, busy)) {
  socket.on("message-back", () => {
    echoes++;
    socket.emit("message", payload);
  });
  for (let i = 0; i < inFlight; i++) socket.emit("message", payload);
}
await pause(WARM_UP);
const [echoesBefore, usedBefore, from] = [echoes, processorSeconds(), performance.now()];
await pause(seconds * 1000);
const [done, used, took] = [echoes - echoesBefore, processorSeconds() - usedBefore, (performance.now() - from) / 1000];
console.log(
  JSON.stringify({
    client: `socket.io-client 4.8.4, Node ${process.versions.node}`,
    clients,
    connectSeconds,
    bytesPerClient,
    idleCores,
    threads: status("Threads"),
    echoesPerCpuSecond: done / used,
    echoesPerSecond: done / took,
  }),
);
process.exit(0);
