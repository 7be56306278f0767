package dev.sockeye.cli.chat;

import dev.sockeye.socketio.server.Socket;
import java.util.Optional;

/**
 * Is a connected client of the chat. Confined to the handlers of its socket, which run one after the other; only the
 * disconnection comes behind them.
 */
final class Guest {
    private final Socket socket;
    private Person person;
    private Optional<ChatRoom> room = Optional.empty();

    Guest(Socket socket, long id) {
        this.socket = socket;
        this.person = new Person(id, "");
    }

    Socket socket() {
        return socket;
    }

    Person person() {
        return person;
    }

    void name(String name) {
        person = new Person(person.id(), name);
    }

    Optional<ChatRoom> room() {
        return room;
    }

    void room(ChatRoom entered) {
        room = Optional.of(entered);
    }

    void noRoom() {
        room = Optional.empty();
    }
}
