// Servers of the official engine.io packages, which send back what they get. Reads lines of JSON and answers each with one:
//   {"start": 3|4, "options": {...}}  ->  {"port": n}
//   {"clients": port}                 ->  {"clients": n}
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(import.meta.url);
const packages = { 3: "socket.io-2", 4: "socket.io-4" };
const engines = new Map();

function start(revision, options) {
  const engine = createRequire(require.resolve(packages[revision]))("engine.io");
  const http = createServer();
  const server = engine.attach(http, options);
  server.on("connection", (socket) => {
    socket.on("message", (data) => {
      if (data === "close") return socket.close();
      if (data === "cut") return cut(socket);
      if (data === "count") return burst(socket, 200);
      socket.send(data);
    });
  });
  return new Promise((resolve) =>
    http.listen(0, "127.0.0.1", () => {
      engines.set(http.address().port, server);
      resolve({ port: http.address().port });
    })
  );
}

/** Sends numbers over many turns, so that some are under way at every moment of an upgrade. */
function burst(socket, count, next = 0) {
  if (next === count) return;
  socket.send(`n${next}`);
  setTimeout(() => burst(socket, count, next + 1), next % 3 ? 0 : 1);
}

function cut(socket) {
  // Between two polls there is nothing to cut that the client would notice.
  if (socket.transport.name === "polling" && !socket.transport.req) return setTimeout(() => cut(socket), 1);
  (socket.transport.socket?._socket ?? socket.transport.req?.socket ?? socket.request.socket).destroy();
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  const answer = asked.start ? await start(asked.start, asked.options) : { clients: engines.get(asked.clients).clientsCount };
  console.log(JSON.stringify(answer));
}
process.exit(0);
