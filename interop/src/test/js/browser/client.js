// In the page: what the cases call. Binary crosses the border to Node as {hex}.
(function () {
  function outgoing(value) {
    if (Array.isArray(value)) return value.map(outgoing);
    if (value && typeof value === "object") {
      if ("hex" in value) {
        const bytes = new Uint8Array((value.hex.match(/../g) || []).map((pair) => parseInt(pair, 16)));
        return value.as === "blob" ? new Blob([bytes]) : bytes.buffer;
      }
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, outgoing(member)]));
    }
    return value;
  }

  function incoming(value) {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      return { hex: Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("") };
    }
    if (value instanceof Error) return { message: value.message };
    if (Array.isArray(value)) return value.map(incoming);
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, incoming(member)]));
    }
    return value;
  }

  let socket;

  /** Connects; resolves to null, or to what was wrong. */
  window.connectTo = (url, options) =>
    new Promise((resolve) => {
      socket = window.io(url, { forceNew: true, reconnection: false, timeout: 4000, ...options });
      socket.on("connect", () => resolve(null));
      for (const name of ["connect_error", "error"]) socket.on(name, (problem) => resolve(incoming(problem)));
    });

  window.ask = (name, ...args) =>
    new Promise((resolve) => socket.emit(name, ...outgoing(args), (...back) => resolve(incoming(back))));

  window.echo = (...args) =>
    new Promise((resolve) => {
      socket.once("message-back", (...back) => resolve(incoming(back)));
      socket.emit("message", ...outgoing(args));
    });

  window.transport = () => socket.io.engine.transport.name;

  window.upgraded = () =>
    new Promise((resolve) => {
      const engine = socket.io.engine;
      if (engine.transport.name === "websocket") resolve();
      else engine.once("upgrade", resolve);
    });
})();
