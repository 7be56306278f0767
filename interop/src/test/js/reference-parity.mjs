// The server of the cases in cases/parity on the official server packages; ParityServer.java is the same on Sockeye.
// node reference-parity.mjs --generation 2|4 parity [--name value ...]
import { EventEmitter } from "node:events";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { deserialize, serialize } from "node:v8";
import * as lines from "./lib/line-parser.mjs";

const require = createRequire(import.meta.url);
const given = {};
const words = process.argv.slice(2).filter((word) => word !== "parity");
for (let i = 0; i < words.length; i += 2) given[words[i].slice(2)] = words[i + 1];

const generation = Number(given.generation);
const number = (digits) => (digits === undefined ? undefined : Number(digits));
const defined = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
const parsers = { msgpack: require(`socket.io-msgpack-parser-${generation}`), lines };

const options = defined({
  pingInterval: number(given["ping-interval"]),
  pingTimeout: number(given["ping-timeout"]),
  maxHttpBufferSize: number(given["max-payload"]),
  connectTimeout: number(given["connect-timeout"]),
  cleanupEmptyChildNamespaces: given.cleanup && given.cleanup === "true",
  serveClient: given["serve-client"] !== "false",
  parser: parsers[given.parser],
});

const urls = [];
const nodes = [];

/** The adapter that makes the nodes of this process one cluster; every message is serialised on its way. */
function clusterAdapter() {
  const { ClusterAdapter } = createRequire(require.resolve("socket.io-4"))("socket.io-adapter");
  const bus = new EventEmitter();
  return class extends ClusterAdapter {
    constructor(nsp) {
      super(nsp);
      bus.on(nsp.name, (bytes) => this.onMessage(deserialize(bytes)));
      bus.on(`${nsp.name} ${this.uid}`, (bytes) => this.onResponse(deserialize(bytes)));
    }

    doPublish(message) {
      const bytes = serialize(message);
      setImmediate(() => bus.emit(this.nsp.name, bytes));
      return Promise.resolve();
    }

    doPublishResponse(requester, response) {
      const bytes = serialize(response);
      setImmediate(() => bus.emit(`${this.nsp.name} ${requester}`, bytes));
      return Promise.resolve();
    }

    serverCount() {
      return Promise.resolve(nodes.length);
    }
  };
}

class Node {
  parents = {};
  created = [];
  seen = [];
  heard = [];

  constructor(adapter) {
    this.http = createServer();
    const settings = { ...options, ...(adapter && { adapter }) };
    if (generation === 2) {
      this.io = require("socket.io-2")(this.http, { ...settings, cookie: false });
    } else {
      const { Server } = require("socket.io-4");
      this.io = new Server(this.http, { ...settings, allowEIO3: true });
    }
    this.namespaces();
  }

  namespaces() {
    const { io } = this;
    const serve = (namespace) => namespace.on("connection", (socket) => this.serve(socket));
    io.on("new_namespace", (namespace) => this.created.push(namespace.name));
    serve(io.of("/"));
    if (generation === 4) {
      io.of("/").on("server-side", (...args) => {
        if (typeof args.at(-1) === "function") args.pop()(`node ${nodes.indexOf(this)}`, "ignored");
        this.heard.push(args);
      });
    }
    serve(io.of("other"));
    const refuse = (message, data) => (_, next) => next(Object.assign(new Error(message), data && { data }));
    serve(io.of("/refusing").use(refuse("no entry", { code: 7, why: ["a", "b"] })));
    serve(io.of("/refusing-plainly").use(refuse("no entry")));
    serve(io.of("/throwing").use(() => {
      throw new Error("a detail that clients must not see");
    }));
    serve(io.of("/silent").use(() => {}));
    serve(io.of("/slow").use(async (socket, next) => {
      socket.join("early");
      socket.emit("from-middleware", socket.connected);
      socket.disconnect();
      await pause(Number(said(socket.handshake, "wait")));
      next();
    }));
    const chain = io.of("/chain");
    for (const step of ["one", "two", "three"]) {
      chain.use((socket, next) => {
        const data = dataOf(socket);
        data.steps = data.steps ? `${data.steps} ${step}` : step;
        next();
      });
    }
    serve(chain);
    this.parent("rooms", io.of(/^\/room-\d+$/)).use((socket, next) => {
      next(said(socket.handshake, "banned") === "yes" ? new Error("banned") : undefined);
    });
    this.parent("words", io.of((name, auth, next) => next(null, name.startsWith("/room-"))));
    this.parent("tenants", io.of((name, auth, next) => {
      setTimeout(() => next(null, name === `/tenant-${auth.tenant}`), 30);
    }));
    this.parent("broken", io.of((name, auth, next) => next(name.startsWith("/broken-") ? new Error("fails") : null, false)));
  }

  parent(key, parent) {
    this.parents[key] = parent;
    parent.use((socket, next) => {
      dataOf(socket).parent = key;
      next();
    });
    return parent.on("connection", (socket) => this.serve(socket));
  }

  serve(socket) {
    const on = (name, listener) => socket.on(name, listener);
    on("do", (...args) => this.answer(socket, args));
    on("1", (...args) => args.pop()("integer", args.length));
    on("echo", (...args) => args.pop()(...args));
    on("decoded", (...args) => args.pop()(...args));
    on("dates", (...args) => args.pop()(...args));
    on("back", (...args) => socket.emit("back", ...args));
    on("twice", (ack) => {
      ack("first");
      ack("second");
    });
    this.watch(socket);
  }

  watch(socket) {
    let disconnecting;
    const nsp = socket.nsp;
    const state = () => ({
      connected: socket.connected,
      rooms: roomsOf(socket),
      listed: Array.isArray(nsp.sockets) || !nsp.sockets.has ? socket.id in nsp.sockets : nsp.sockets.has(socket.id),
    });
    socket.on("disconnecting", () => (disconnecting = state()));
    socket.on("disconnect", (reason) => {
      this.io.to(`watch:${socket.id}`).emit("gone", { reason, disconnecting, disconnect: state() });
    });
  }

  async answer(socket, args) {
    const ack = args.pop();
    try {
      ack(null, await this.perform(socket, ...args));
    } catch (error) {
      ack(String(error));
    }
  }

  perform(socket, name, ...args) {
    const operation = operations[name] ?? extra[name];
    if (!operation) throw new Error(`unknown operation ${name}`);
    return operation.call(this, socket, ...args);
  }

  /** An operator as a client describes it. */
  select(socket, { from = "", to = [], except = [], local, volatile, compress } = {}) {
    let operator = socket.nsp;
    if (from === "socket") operator = socket.broadcast;
    else if (from.startsWith("parent ")) operator = this.parents[from.slice(7)];
    else if (from) operator = this.io.of(from);
    for (const room of [to].flat()) operator = operator.to(room);
    for (const room of [except].flat()) operator = operator.except(room);
    if (local) operator = operator.local;
    if (volatile) operator = operator.volatile;
    return compress === undefined ? operator : operator.compress(compress);
  }
}

/** A member of auth, or of the query: what clients of both generations can say in their own way. */
const said = ({ auth, query }, name) => auth?.[name] ?? query[name] ?? "";
const dataOf = (socket) => (socket.data ??= {});
const roomsOf = (socket) => [...(socket.rooms.values?.() ?? Object.keys(socket.rooms))];
const nothing = (result) => (result, undefined);

const operations = {
  as(socket, id, name, ...args) {
    const { sockets } = socket.nsp;
    return this.perform(sockets.get?.(id) ?? sockets[id], name, ...args);
  },
  info: (socket) => ({
    id: socket.id,
    namespace: socket.nsp.name,
    connected: socket.connected,
    rooms: roomsOf(socket),
    data: dataOf(socket),
    transport: socket.conn.transport.name,
    upgraded: socket.conn.upgraded,
    revision: socket.conn.protocol ?? 3,
  }),
  handshake: ({ handshake: { headers, query, auth, url, secure, xdomain, address, issued } }) => ({
    headers: headers["x-parity"] ?? "",
    query,
    auth: auth ?? {},
    url,
    secure,
    xdomain,
    address: address.replace("::ffff:", ""),
    issued,
  }),
  nodes: () => urls,
  seen() {
    return this.seen;
  },
  "guard-events"(socket) {
    socket.use((packet, next) => {
      const refuse = (data) => next(Object.assign(new Error("not allowed"), data && { data }));
      if (packet[0] === "forbidden") return refuse({ code: 9 });
      if (packet[0] === "forbidden-plainly") return refuse();
      if (packet[0] === "rewritten") packet.splice(0, 1, "echo", "changed");
      next();
    });
    socket.on("error", () => this.seen.push(["error", "", []]));
  },
  namespaces() {
    const all = this.io._nsps ? [...this.io._nsps.values()] : Object.values(this.io.nsps);
    return Object.fromEntries(all.map(({ name, sockets }) => [name, sockets.size ?? Object.keys(sockets).length]));
  },
  created() {
    return this.created;
  },
  create(_, name) {
    return this.io.of(name).on("connection", (socket) => this.serve(socket)).name;
  },
  data: (socket, key, value) => nothing((dataOf(socket)[key] = value)),
  join: (socket, rooms) => (generation === 2 ? new Promise((done) => socket.join(rooms, done)) : socket.join(rooms)),
  leave: (socket, room) => (generation === 2 ? new Promise((done) => socket.leave(room, done)) : socket.leave(room)),
  rooms: (socket) => roomsOf(socket),
  direct: (socket, name, ...args) => nothing(socket.emit(name, ...args)),
  send: (socket, ...args) => nothing(socket.send(...args)),
  burst(socket, kind, count) {
    for (let i = 0; i < count; i++) (kind === "volatile" ? socket.volatile : socket).emit("burst", i);
  },
  disconnect: (socket, close) => nothing(socket.disconnect(close)),
  "disconnect-then"(socket) {
    socket.disconnect();
    socket.join("ghost");
    socket.emit("too-late");
    socket.disconnect(true);
  },
  "close-connection": (socket) => nothing(socket.conn.close()),
  "close-server"() {
    setImmediate(() => this.io.close());
  },
  ask: (socket, millis, name, ...args) =>
    new Promise((resolve) => {
      if (millis === null) socket.emit(name, ...args, (...values) => resolve({ values }));
      else socket.timeout(millis).emit(name, ...args, (error, ...values) => resolve(error ? { failure: "timeout" } : { values }));
    }),
  emit(socket, spec, name, ...args) {
    this.select(socket, spec).emit(name, ...args);
  },
  "send-to"(socket, spec, ...args) {
    const operator = this.select(socket, spec);
    // The operators of 4.x have no such method.
    if (operator.send) operator.send(...args);
    else operator.emit("message", ...args);
  },
  interleaved(socket, spec, room) {
    const mine = this.select(socket, spec);
    const other = this.io.to(room);
    mine.emit("mine");
    other.emit("other");
  },
};

/** What only the official 4.x has. */
const extra = {
  "watch-events"(socket) {
    const note = (who) => (name, ...args) => {
      if (name === "do") return;
      this.seen.push([who, name, args.filter((arg) => typeof arg !== "function")]);
    };
    const removed = note("removed");
    socket.onAny(note("second"));
    socket.prependAny(note("first"));
    socket.onAny(removed);
    socket.offAny(removed);
    socket.onAnyOutgoing(note("outgoing"));
  },
  gather(socket, spec, millis, name, ...args) {
    return new Promise((resolve) => {
      this.select(socket, spec).timeout(millis).emit(name, ...args, (error, responses) => {
        resolve({ timedOut: Boolean(error), responses });
      });
    });
  },
  async fetch(socket, spec) {
    const sockets = await this.select(socket, spec).fetchSockets();
    return sockets.map(({ id, rooms, data, handshake }) => ({ id, rooms: [...rooms], data, auth: handshake.auth }));
  },
  ids: async function (socket, spec) {
    return [...(await this.select(socket, spec).allSockets())];
  },
  async remote(socket, id, action, ...args) {
    const [remote] = await this.select(socket, { to: id }).fetchSockets();
    if (action === "ask") {
      const [name, ...values] = args;
      return remote.timeout(3000).emitWithAck(name, ...values);
    }
    return nothing(remote[action](...args));
  },
  "sockets-join"(socket, spec, rooms) {
    this.select(socket, spec).socketsJoin(rooms);
  },
  "sockets-leave"(socket, spec, rooms) {
    this.select(socket, spec).socketsLeave(rooms);
  },
  "disconnect-sockets"(socket, spec, close) {
    this.select(socket, spec).disconnectSockets(close);
  },
  "server-side"(socket, ...args) {
    this.io.serverSideEmit("server-side", ...args);
  },
  "server-side-ask": (socket, ...args) =>
    new Promise((resolve) => {
      socket.nsp.serverSideEmit("server-side", ...args, (error, responses) => resolve({ timedOut: Boolean(error), responses }));
    }),
  heard() {
    return this.heard;
  },
  "unwatch-events"(socket) {
    socket.offAny();
    socket.offAnyOutgoing();
  },
};

const adapter = given.nodes > 1 && generation === 4 ? clusterAdapter() : undefined;
for (let i = 0; i < Number(given.nodes ?? 1); i++) {
  const node = new Node(adapter);
  nodes.push(node);
  await new Promise((resolve) => node.http.listen(i === 0 ? Number(given.port ?? 0) : 0, "127.0.0.1", resolve));
  urls.push(`http://127.0.0.1:${node.http.address().port}`);
}
console.log(`reference parity ready on ${urls[0]}/socket.io/`);
process.on("SIGTERM", () => {
  for (const { io } of nodes) io.close();
  setTimeout(() => process.exit(0), 50);
});
