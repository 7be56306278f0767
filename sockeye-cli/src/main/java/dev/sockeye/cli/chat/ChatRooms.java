package dev.sockeye.cli.chat;

import dev.sockeye.socketio.server.SocketIoServer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the rooms, and tells the people in them what changes. Guarded by this, emitting included: so everybody sees
 * changes and messages in the same order. Emitting neither blocks nor calls back, and may be done under a lock.
 */
final class ChatRooms {
    static final String LOBBY = "lobby";

    private final SocketIoServer io;
    private final Map<String, ChatRoom> rooms = new LinkedHashMap<>();
    private long lastMessage;

    ChatRooms(SocketIoServer io) {
        this.io = io;
        rooms.put(LOBBY, new ChatRoom(LOBBY));
    }

    /** Lets a guest into a room, out of the one where they were. */
    synchronized Entered enter(Guest guest, String name) {
        if (!rooms.containsKey(name) && rooms.size() == ChatRules.ROOMS) {
            throw new RuleException("There are " + ChatRules.ROOMS + " rooms already, which is the most there can be.");
        }
        leave(guest);
        var room = rooms.computeIfAbsent(name, ChatRoom::new);
        room.add(guest.person());
        guest.room(room);
        guest.socket().join(name);
        tellPeople(room);
        tellRooms();
        return new Entered(guest.person(), name, room.people(), room.messages());
    }

    /** Says something in the room where the guest is. */
    synchronized void say(Guest guest, String text, Optional<Picture> picture) {
        var room = guest.room().orElseThrow(() -> new RuleException("Enter a room first."));
        var message = new ChatMessage(++lastMessage, guest.person(), text, picture, Instant.now());
        room.add(message);
        io.to(room.name()).emit("message", message);
    }

    /** Takes a guest out of the room where they are, if any; a room that nobody is in is closed. */
    synchronized void leave(Guest guest) {
        guest.room().ifPresent(room -> {
            room.remove(guest.person());
            guest.noRoom();
            guest.socket().leave(room.name());
            if (room.isEmpty() && !room.name().equals(LOBBY)) {
                rooms.remove(room.name());
            }
            tellPeople(room);
            tellRooms();
        });
    }

    private void tellPeople(ChatRoom room) {
        io.to(room.name()).emit("people", room.people());
    }

    private void tellRooms() {
        io.emit("rooms", rooms.values().stream().map(ChatRoom::info).toList());
    }
}
