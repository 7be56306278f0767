// The echo server on the official server packages: what the cases expect of Sockeye, they must find here first.
// node reference-echo.mjs --generation 2|4 echo [the options of `sockeye echo`]
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";

const require = createRequire(import.meta.url);
const text = { type: "string" };
const { values: given } = parseArgs({
  allowPositionals: true,
  options: {
    generation: { type: "string", default: "4" },
    host: { type: "string", default: "127.0.0.1" },
    port: { type: "string", default: "0" },
    path: { type: "string", default: "/socket.io/" },
    "ping-interval": text,
    "ping-timeout": text,
    "max-payload": text,
    transports: text,
    "no-eio3": { type: "boolean" },
    origins: text,
    credentials: { type: "boolean" },
    "allowed-headers": text,
    cookie: text,
    compression: { type: "boolean" },
    "handler-threads": text,
  },
});

const split = (list) => list?.split(",");
const number = (digits) => (digits === undefined ? undefined : Number(digits));
const defined = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

const shared = defined({
  path: given.path,
  pingInterval: number(given["ping-interval"]),
  pingTimeout: number(given["ping-timeout"]),
  maxHttpBufferSize: number(given["max-payload"]),
  transports: split(given.transports),
  perMessageDeflate: given.compression ? true : undefined,
});

const http = createServer();
const io = given.generation === "2" ? secondGeneration() : fourthGeneration();

function secondGeneration() {
  const origins = given.origins ? { origins: given.origins.split(",") } : {};
  return require("socket.io-2")(http, { ...shared, ...origins, cookie: given.cookie ?? false });
}

function fourthGeneration() {
  const cors = defined({
    origin: split(given.origins),
    credentials: given.credentials,
    allowedHeaders: split(given["allowed-headers"]),
  });
  const { Server } = require("socket.io-4");
  return new Server(http, {
    ...shared,
    allowEIO3: !given["no-eio3"],
    ...(given.origins ? { cors } : {}),
    ...(given.cookie ? { cookie: { name: given.cookie, httpOnly: true, sameSite: "lax" } } : {}),
  });
}

/** 2.5 has no auth; the query of the namespace stands in for it, as it does for old clients of 4.x. */
function authOf(socket) {
  if (socket.handshake.auth) return socket.handshake.auth;
  const ofEngine = socket.request._query;
  return Object.fromEntries(Object.entries(socket.handshake.query).filter(([key]) => !(key in ofEngine)));
}

function echo(socket) {
  socket.emit("auth", authOf(socket));
  const on = (name, listener) => socket.on(name, listener);
  on("message", (...args) => socket.emit("message-back", ...args));
  on("message-with-ack", (...args) => args.pop()(...args));
  on("broadcast", (x) => socket.nsp.emit("broadcast", x));
  on("others", (x) => socket.broadcast.emit("others", x));
  on("join", (room, ack) => {
    socket.join(room);
    ack("joined");
  });
  on("leave", (room, ack) => {
    socket.leave(room);
    ack("left");
  });
  on("room", (room, x) => socket.nsp.to(room).emit("room", x));
  on("rooms", (ack) => ack(Array.isArray(socket.rooms) ? socket.rooms : [...(socket.rooms.values?.() ?? Object.keys(socket.rooms))]));
  on("handshake", (ack) => ack({ query: socket.handshake.query, headers: socket.handshake.headers, auth: authOf(socket) }));
  on("ask", (...args) => socket.emit("question", ...args, (...back) => socket.emit("answer", ...back)));
  on("burst", (n) => {
    for (let i = 0; i < n; i++) socket.emit("burst", i);
  });
  on("volatile", (x) => socket.volatile.emit("volatile-back", x));
  on("kick", (close) => socket.disconnect(close));
  on("drop", () => socket.conn.close());
}

function guard(socket, next) {
  if ((socket.handshake.auth?.token ?? socket.handshake.query.token) === "let-me-in") return next();
  next(Object.assign(new Error("Not authorized"), { data: { code: 401, hint: "token" } }));
}

io.of("/").on("connection", echo);
io.of("/custom").on("connection", echo);
io.of("/guarded").use(guard).on("connection", echo);

http.listen(Number(given.port), given.host, () => {
  console.log(`reference echo ready on http://${given.host}:${http.address().port}${given.path}`);
});
process.on("SIGTERM", () => {
  io.close();
  setTimeout(() => process.exit(0), 50);
});
