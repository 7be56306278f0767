// The connection: loads the official client that the address asks for, and shows state, transport and protocol.
const $ = (id) => document.getElementById(id);
const line = new URLSearchParams(location.search).get('client') === '2' ? '2' : '4';

/** Connects to the server that served the page; fails where the client could not be loaded. */
export async function connect(path) {
  markClient();
  await load(path + (line === '2' ? '/2/socket.io.js' : '/socket.io.js'));
  const socket = window.io({ path });
  const manager = socket.io;
  socket.on('connect', () => {
    state('connected', 'Connected');
    watch(manager.engine);
  });
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') {
      state('disconnected', 'Disconnected by the server');
    } else {
      state('reconnecting', 'Connection lost, reconnecting');
    }
    $('transport').hidden = true;
  });
  socket.on('connect_error', () => $('state').dataset.state === 'connecting' && state('reconnecting', 'No answer yet'));
  manager.on('reconnect_attempt', (attempt) => state('reconnecting', `Reconnecting, attempt ${attempt}`));
  return socket;
}

function load(source) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = source;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`The client ${source} could not be loaded.`));
    document.head.append(script);
  });
}

/** Shows the transport now and after an upgrade; the protocol is what the session was opened with. */
function watch(engine) {
  const revision = engine.opts?.query?.EIO ?? engine.query?.EIO ?? engine.transport.query?.EIO;
  $('protocol').textContent = `Engine.IO ${revision} · Socket.IO ${window.io.protocol ?? 5}`;
  transport(engine.transport.name);
  engine.on('upgrade', (next) => {
    transport(`polling → ${next.name}`, next.name);
    setTimeout(() => engine.readyState === 'open' && transport(engine.transport.name), 2500);
  });
}

function transport(text, name = text) {
  const chip = $('transport');
  chip.hidden = false;
  chip.classList.toggle('changed', text !== name);
  chip.dataset.transport = name;
  chip.textContent = text;
}

function state(name, text) {
  $('state').dataset.state = name;
  $('state').textContent = text;
}

function markClient() {
  document.querySelectorAll('[data-client]').forEach((link) => {
    link.toggleAttribute('aria-current', link.dataset.client === line);
    link.addEventListener('click', () => (link.hash = location.hash));
  });
}
