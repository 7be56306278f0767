// The server that the Java client is examined with, on the official packages of three generations.
// node exam.mjs --generation 2|3|4 [--port 0] [--recovery] [--ping-interval ms] [--ping-timeout ms] [--max-payload bytes]
//   [--transports polling,websocket] [--parser msgpack] [--cookie name] [--eio3]
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";

const require = createRequire(import.meta.url);
const text = { type: "string" };
const { values: given } = parseArgs({
  options: {
    generation: { type: "string", default: "4" },
    port: { type: "string", default: "0" },
    recovery: { type: "boolean" },
    "ping-interval": text,
    "ping-timeout": text,
    "max-payload": text,
    transports: text,
    parser: text,
    cookie: text,
    eio3: { type: "boolean" },
  },
});

const number = (digits) => (digits === undefined ? undefined : Number(digits));
const defined = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
const generation = Number(given.generation);
const options = defined({
  pingInterval: number(given["ping-interval"]),
  pingTimeout: number(given["ping-timeout"]),
  maxHttpBufferSize: number(given["max-payload"]),
  transports: given.transports?.split(","),
  parser: given.parser && require(generation === 2 ? "socket.io-msgpack-parser-2" : "socket.io-msgpack-parser-4"),
  cookie: given.cookie && (generation === 2 ? given.cookie : { name: given.cookie }),
  connectionStateRecovery: given.recovery ? { maxDisconnectionDuration: 60_000 } : undefined,
  allowEIO3: given.eio3,
});

const http = createServer();
const io =
  generation === 2 ? require("socket.io-2")(http, { cookie: false, ...options }) : new (require(`socket.io-${generation}`).Server)(http, options);

/** 2.5 has no auth; the query of the namespace stands in for it. */
const authOf = (socket) => socket.handshake.auth ?? socket.handshake.query;

function examine(socket) {
  const on = (name, listener) => socket.on(name, listener);
  socket.emit("welcome", { id: socket.id, recovered: socket.recovered === true });
  on("echo", (...args) => socket.emit("echo", ...args));
  on("ack", (...args) => args.pop()(...args));
  on("slow", (ms, ack) => setTimeout(() => ack("late"), ms));
  on("never", () => {});
  on("seen", (n, ack) => {
    seen.push(n);
    ack?.(seen.length);
  });
  on("what was seen", (ack) => ack(seen));
  on("deaf once", (key, ack) => {
    // Answers the second time only.
    if (deaf.delete(key)) return ack("at last");
    deaf.add(key);
  });
  on("ask", (...args) => socket.emit("question", ...args, (...back) => socket.emit("answered", ...back)));
  on("burst", (n) => {
    for (let i = 0; i < n; i++) socket.emit("burst", i);
  });
  on("handshake", (ack) => ack({ query: socket.handshake.query, auth: authOf(socket), headers: socket.handshake.headers }));
  on("transport", (ack) => ack(socket.conn.transport.name));
  on("clients", (ack) => ack(io.engine.clientsCount));
  on("join", (room, ack) => {
    socket.join(room);
    ack("joined");
  });
  on("say", (room, what) => socket.nsp.to(room).emit("said", what));
  on("number to all", (from, to) => {
    for (let i = from; i < to; i++) socket.nsp.emit("number", i);
  });
  on("kick", (close) => socket.disconnect(close));
  on("close connection", () => socket.conn.close());
  on("lose connection", () => lose(socket));
  on("send garbage", () => (socket.client.conn ?? socket.conn).send("9garbage"));
  on("volatile", (x) => socket.volatile.emit("volatile", x));
}

const seen = [];
const deaf = new Set();

/** Ends the TCP connection of a socket without a word. */
function lose(socket) {
  const transport = socket.conn.transport;
  const tcp = transport.socket?._socket ?? socket.conn.request.connection ?? transport.req?.connection;
  (transport.socket?._socket ?? transport.req?.socket ?? tcp).destroy();
}

function guard(socket, next) {
  if (authOf(socket).token === "let-me-in") return next();
  next(Object.assign(new Error("Not authorized"), { data: { code: 401, hint: "token" } }));
}

io.of("/").on("connection", examine);
io.of("/chat").on("connection", examine);
io.of("/guarded").use(guard).on("connection", examine);

http.listen(Number(given.port), "127.0.0.1", () => {
  console.log(`exam ready on http://127.0.0.1:${http.address().port}`);
});
process.on("SIGTERM", () => {
  io.close();
  setTimeout(() => process.exit(0), 50);
});
