// One official client of any generation behind one face: every event is kept in order of arrival until a case asks for it.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const factories = {
  "1.7.4": require("socket.io-client-1"),
  "2.5.0": require("socket.io-client-2"),
  "3.1.3": require("socket.io-client-3").io,
  "4.8.4": require("socket.io-client-4").io,
};

export const versions = Object.keys(factories);
export const modes = ["polling", "websocket", "upgrade"];

export const generationOf = (version) => Number(version[0]);

const transportOptions = {
  polling: { transports: ["polling"], upgrade: false },
  websocket: { transports: ["websocket"] },
  upgrade: { transports: ["polling", "websocket"] },
};

/** A promise that fails with the given sentence when it isn't settled in time. */
export function within(millis, what, promise) {
  let timer;
  const expiry = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing after ${millis} ms`)), millis);
  });
  return Promise.race([promise, expiry]).finally(() => clearTimeout(timer));
}

/** What arrived under its name, in order; take() waits for the next one of the given names. */
class Inbox {
  #arrived = [];
  #waiters = [];

  put(name, args) {
    const waiter = this.#waiters.find(({ names }) => names.includes(name));
    if (waiter) {
      this.#forget(waiter);
      waiter.resolve([name, args]);
    } else {
      this.#arrived.push([name, args]);
    }
  }

  take(names, what, millis) {
    const index = this.#arrived.findIndex(([name]) => names.includes(name));
    if (index >= 0) return Promise.resolve(this.#arrived.splice(index, 1)[0]);
    const waiter = { names };
    const arrival = new Promise((resolve) => (waiter.resolve = resolve));
    this.#waiters.push(waiter);
    return within(millis, what, arrival).finally(() => this.#forget(waiter));
  }

  untaken(name) {
    return this.#arrived.filter(([other]) => other === name).map(([, args]) => args);
  }

  #forget(waiter) {
    this.#waiters = this.#waiters.filter((other) => other !== waiter);
  }
}

export class Peer {
  #events = new Inbox();
  #signals = new Inbox();

  /** What came over this socket so far, as [name, ...args], consumed or not. */
  received = [];

  static open(version, url, mode, { namespace = "/", ...options } = {}) {
    const address = url.replace(/\/$/, "") + (namespace === "/" ? "" : namespace);
    const socket = factories[version](address, {
      forceNew: true,
      reconnection: false,
      timeout: 5000,
      ...transportOptions[mode],
      ...options,
    });
    return new Peer(version, mode, socket);
  }

  constructor(version, mode, socket) {
    this.version = version;
    this.generation = generationOf(version);
    this.mode = mode;
    this.socket = socket;
    this.manager = socket.io;
    this.#recordEvents();
    for (const name of ["connect", "disconnect", "connect_error", "error"]) {
      socket.on(name, (...args) => this.#signals.put(name, args));
    }
    for (const name of ["reconnect_attempt", "reconnect"]) {
      this.manager.on(name, (...args) => this.#signals.put(name, args));
    }
  }

  /** Another namespace on the same connection. */
  of(namespace, options = {}) {
    return new Peer(this.version, this.mode, this.manager.socket(namespace, options));
  }

  get engine() {
    return this.manager.engine;
  }

  get transport() {
    return this.engine.transport.name;
  }

  get connected() {
    return this.socket.connected;
  }

  async join(millis = 5000) {
    const [name, [problem]] = await this.#signals.take(["connect", "connect_error", "error"], "connection", millis);
    if (name !== "connect") throw new Error(`could not connect: ${problem?.message ?? JSON.stringify(problem)}`);
    return this;
  }

  async upgraded(millis = 5000) {
    const engine = this.engine;
    if (engine.transport.name !== "websocket" || engine.upgrading) {
      await within(millis, "upgrade to websocket", new Promise((resolve) => engine.once("upgrade", resolve)));
    }
    return this;
  }

  emit(name, ...args) {
    this.socket.emit(name, ...args);
  }

  /** Emits and resolves to the array of the acknowledgement's arguments. */
  ask(name, ...args) {
    return this.askWithin(5000, name, ...args);
  }

  askWithin(millis, name, ...args) {
    const answer = new Promise((resolve) => this.socket.emit(name, ...args, (...back) => resolve(back)));
    return within(millis, `ack of ${name}`, answer);
  }

  /** The arguments of the next event of that name, in order of arrival. */
  async next(name, millis = 5000) {
    return (await this.#events.take([name], `event ${name}`, millis))[1];
  }

  /** The arguments of the next signal of the client itself: connect, disconnect, reconnect and so on. */
  async signal(name, millis = 5000) {
    return (await this.#signals.take([name], `the client's ${name}`, millis))[1];
  }

  /** Signals that came and that nobody took. */
  untaken(name) {
    return this.#signals.untaken(name);
  }

  on(name, listener) {
    this.socket.on(name, listener);
  }

  close() {
    this.manager.reconnection(false);
    this.socket.disconnect();
    // A socket that was refused or kicked no longer holds its connection; one that is still opening would linger.
    this.engine?.close();
  }

  #recordEvents() {
    const socket = this.socket;
    const deliver = socket.onevent;
    socket.onevent = (packet) => {
      const [name, ...args] = packet.data;
      this.received.push([name, ...args]);
      this.#events.put(name, args);
      deliver.call(socket, packet);
    };
  }
}
