package dev.sockeye.cli.chat;

import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.server.Socket;
import dev.sockeye.socketio.server.SocketIoServer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Is a chat in rooms, for any number of people with clients of 2.x and 4.x.
 *
 * <p>Clients send {@code enter} (also to change name or room), {@code say} and {@code picture}, each answered by an
 * acknowledgement, and {@code typing}. They are sent {@code message}, {@code people}, {@code rooms} and {@code typing}.
 */
public final class Chat {
    private final ChatRooms rooms;
    private final AtomicLong people = new AtomicLong();

    private Chat(SocketIoServer io) {
        rooms = new ChatRooms(io);
    }

    /** Opens the chat on a server. */
    public static void open(SocketIoServer io) {
        io.onConnection(new Chat(io)::welcome);
    }

    private void welcome(Socket socket) {
        var guest = new Guest(socket, people.incrementAndGet());

        socket.on(
                "enter",
                Entry.class,
                (entry, ack) -> answer(ack, () -> {
                    var name = ChatRules.name(entry.name());
                    var room = ChatRules.room(entry.room());
                    guest.name(name);
                    return rooms.enter(guest, room);
                }));
        socket.on(
                "say",
                String.class,
                (text, ack) -> answer(ack, () -> {
                    rooms.say(guest, ChatRules.text(text), Optional.empty());
                    return Answer.OK;
                }));
        socket.on(
                "picture",
                Picture.class,
                (picture, ack) -> answer(ack, () -> {
                    rooms.say(guest, "", Optional.of(ChatRules.picture(picture)));
                    return Answer.OK;
                }));
        socket.on(
                "typing",
                () -> guest.room()
                        .ifPresent(room -> socket.to(room.name()).asVolatile().emit("typing", guest.person())));
        socket.onDisconnect(reason -> rooms.leave(guest));
    }

    private static void answer(Ack ack, Supplier<Object> action) {
        try {
            ack.send(action.get());
        } catch (RuleException e) {
            ack.send(new Answer.Refusal(e));
        }
    }
}
