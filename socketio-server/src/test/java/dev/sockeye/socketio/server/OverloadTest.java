package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.EventRefusedException;
import dev.sockeye.socketio.events.TypeRef;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Holds what is to compile without casts and types of parameters: lambdas and method references as people write them. */
class OverloadTest {
    private static final Logger log = LoggerFactory.getLogger(OverloadTest.class);

    private final TestServer server = new TestServer();

    record Message(String text) {}

    /** Handles events in methods, as applications do. */
    static final class Chat {
        void none() {}

        void none(Ack ack) {
            ack.send();
        }

        void one(Message message) {
            log.trace("{}", message);
        }

        void answered(Message message, Ack ack) {
            ack.send(message);
        }

        void all(Args args, Ack ack) {
            ack.send(args);
        }

        void two(String a, int b) {
            log.trace("{}{}", a, b);
        }

        void five(String a, int b, long c, boolean d, byte[] e) {
            log.trace("{}{}{}{}{}", a, b, c, d, e.length);
        }

        int count(Message message) {
            return message.text().length();
        }

        CompletionStage<String> later(String a, int b) {
            return CompletableFuture.completedStage(a + b);
        }

        Object any(Args args) {
            return args.size();
        }

        static long now() {
            return 0;
        }

        void everything(String event, Args args, Ack ack) {
            log.trace("{}{}{}", event, args, ack);
        }

        void sent(String event, Args args) {
            log.trace("{}{}", event, args);
        }

        void look(EventPacket packet, PacketMiddleware.Next next) {
            next.proceed(packet);
        }

        void check(EventPacket packet) {
            log.trace("{}", packet);
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void methodReferencesCompile() {
        server.connect();
        var socket = server.socket();
        var chat = new Chat();

        socket.on("a", chat::all)
                .on("a", Message.class, chat::one)
                .on("a", Message.class, chat::answered)
                .on("a", String.class, int.class, chat::two)
                .on("a", String.class, int.class, long.class, boolean.class, byte[].class, chat::five)
                .on("a", TypeRef.of(String.class), TypeRef.of(int.class), chat::two)
                .on("a", String.class, System.out::println)
                .once("a", chat::all)
                .once("a", Message.class, chat::answered)
                .once("a", new TypeRef<Message>() {}, chat::one)
                .onRequest("a", Chat::now)
                .onRequest("a", chat::any)
                .onRequest("a", Message.class, chat::count)
                .onRequest("a", String.class, int.class, chat::later)
                .onRequest("a", String.class, String::length)
                .onRequest("a", String.class, String::trim)
                .onAny(chat::everything)
                .onAnyOutgoing(chat::sent)
                .use(chat::look)
                .use(chat::check)
                .onError(error -> log.trace("{}", error));

        assertThat(socket.listenersAny()).hasSize(1);
    }

    @Test
    void lambdasCompile() {
        server.connect();
        var socket = server.socket();

        socket.on("a", () -> {})
                .on("a", ack -> ack.send())
                .on("a", (args, ack) -> ack.send(args))
                .on("a", Message.class, message -> {})
                .on("a", Message.class, (message, ack) -> ack.send(message.text()))
                .on(
                        "a",
                        new TypeRef<List<Message>>() {},
                        messages -> messages.get(0).text())
                .on("a", int.class, int.class, int.class, int.class, (a, b, c, d) -> {})
                .on("a", int.class, int.class, int.class, int.class, (a, b, c, d, ack) -> ack.send(a + b + c + d))
                .on("a", int.class, int.class, int.class, int.class, int.class, (a, b, c, d, e) -> {})
                .on("a", int.class, int.class, int.class, int.class, int.class, (a, b, c, d, e, ack) -> ack.send(a + e))
                .on("a", TypeRef.of(String.class), TypeRef.rest(JsonNode.class), (first, more) -> more.get(0))
                .once("a", () -> {})
                .once("a", ack -> ack.send())
                .once("a", Message.class, (message, ack) -> ack.send(message.text()))
                .once("a", int.class, int.class, int.class, int.class, int.class, (a, b, c, d, e, ack) -> ack.send(e))
                .onRequest("a", () -> 1)
                .onRequest("a", args -> args.size())
                .onRequest("a", Message.class, message -> message.text())
                .onRequest("a", Message.class, message -> {
                    throw new EventRefusedException("no");
                })
                .onRequest("a", int.class, int.class, (a, b) -> a + b)
                .onRequest("a", int.class, int.class, (a, b) -> CompletableFuture.supplyAsync(() -> a + b))
                .use((packet, next) -> next.proceed())
                .use(packet -> {})
                .useAsync(packet -> CompletableFuture.completedStage("yes"));

        socket.off("a");
        assertThat(socket.connected()).isTrue();
    }
}
