// The chat page: enters a room, shows what happens there, and sends what is written. What others wrote reaches the page
// through textContent alone.
import { connect } from './link.js';
import { MessageLog } from './log.js';
import { shrink } from './pictures.js';
import { Side } from './side.js';

const $ = (id) => document.getElementById(id);
const settings = document.documentElement.dataset;
const limits = { text: +settings.maxText, picture: +settings.maxPicture };
const log = new MessageLog($('log'), $('viewer'));
const side = new Side({ go });
const me = { name: sessionStorage.getItem('name') ?? '', room: roomOfAddress(), id: 0 };
const typing = { people: new Map(), sentAt: 0 };
let socket;

$('name').maxLength = +settings.maxName;
$('room').maxLength = +settings.maxRoom;
$('text').maxLength = limits.text;
$('name').value = me.name;
$('door').textContent = me.room;

start();

async function start() {
  try {
    socket = await connect(settings.path);
  } catch (failure) {
    notice(failure.message);
    return;
  }
  socket.on('connect', () => me.name && enter());
  socket.on('message', (message) => {
    stoppedTyping(message.from.id);
    log.add(message, me.id);
  });
  socket.on('people', (people) => {
    log.cameAndWent(people, me.id);
    side.people(people, me.id);
  });
  socket.on('rooms', (rooms) => side.rooms(rooms, me.room));
  socket.on('typing', startedTyping);
  if (me.name) {
    $('welcome').hidden = true;
  }
}

/** Tells the server name and room, after each connect anew: a server that was restarted knows nobody. */
function enter() {
  socket.emit('enter', { name: me.name, room: me.room }, (reply) => {
    if (refused(reply)) {
      $('welcome').hidden = false;
      return;
    }
    me.id = reply.you.id;
    me.room = reply.room;
    $('welcome').hidden = true;
    $('place').textContent = `# ${me.room}`;
    history.replaceState(null, '', `#${encodeURIComponent(me.room)}`);
    typing.people.clear();
    showTyping();
    log.fill(reply.messages, reply.people, me.id);
    side.people(reply.people, me.id);
    side.here(me.room);
    if (document.activeElement === document.body) {
      $('text').focus();
    }
  });
}

function go(room) {
  me.room = room;
  enter();
}

function send() {
  const text = $('text').value.trim();
  if (!text || !ready()) {
    return;
  }
  socket.emit('say', text, (reply) => refused(reply) || $('text').value.trim() !== text || ($('text').value = ''));
  typing.sentAt = 0;
}

async function sendPicture(file) {
  if (!file || !ready()) {
    return;
  }
  try {
    const bytes = await shrink(file, limits.picture);
    socket.emit('picture', { type: bytes.type, name: file.name.slice(0, 100), bytes: bytes.data }, refused);
  } catch (failure) {
    notice(failure.message);
  }
}

function ready() {
  if (socket?.connected && me.id) {
    return true;
  }
  notice('Not connected at the moment; what you wrote is kept.');
  return false;
}

/** Shows why the server refused something, and tells whether it did. */
function refused(reply) {
  notice(reply?.error ? reply.error.message : '');
  return Boolean(reply?.error);
}

function notice(text) {
  $('notice').textContent = text;
  $('notice').hidden = !text;
}

function startedTyping(person) {
  clearTimeout(typing.people.get(person.id)?.timer);
  typing.people.set(person.id, { name: person.name, timer: setTimeout(stoppedTyping, 3000, person.id) });
  showTyping();
}

function stoppedTyping(id) {
  clearTimeout(typing.people.get(id)?.timer);
  typing.people.delete(id);
  showTyping();
}

function showTyping() {
  const names = [...typing.people.values()].map((person) => person.name);
  const who = names.length > 3 ? 'Several people are' : names.join(', ') + (names.length > 1 ? ' are' : ' is');
  $('typing').textContent = names.length ? `${who} typing…` : '';
}

function roomOfAddress() {
  try {
    return decodeURIComponent(location.hash.slice(1)) || 'lobby';
  } catch {
    return 'lobby';
  }
}

$('enter').addEventListener('submit', (event) => {
  event.preventDefault();
  me.name = $('name').value.trim();
  sessionStorage.setItem('name', me.name);
  if (socket?.connected) {
    enter();
  }
});
$('compose').addEventListener('submit', (event) => {
  event.preventDefault();
  send();
});
$('text').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  }
});
$('text').addEventListener('input', () => {
  const now = Date.now();
  if (socket?.connected && me.id && now - typing.sentAt > 1500) {
    typing.sentAt = now;
    socket.emit('typing');
  }
});
$('picture').addEventListener('change', ({ target }) => {
  sendPicture(target.files[0]);
  target.value = '';
});
document.addEventListener('paste', (event) => {
  const file = [...event.clipboardData.files].find((each) => each.type.startsWith('image/'));
  if (file) {
    event.preventDefault();
    sendPicture(file);
  }
});
const main = document.querySelector('main');
main.addEventListener('dragover', (event) => {
  event.preventDefault();
  main.classList.add('dragging');
});
main.addEventListener('dragleave', (event) => main.contains(event.relatedTarget) || main.classList.remove('dragging'));
main.addEventListener('drop', (event) => {
  event.preventDefault();
  main.classList.remove('dragging');
  sendPicture(event.dataTransfer.files[0]);
});
addEventListener('hashchange', () => {
  if (me.id && roomOfAddress() !== me.room) {
    go(roomOfAddress());
  }
});
